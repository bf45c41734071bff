"""What changed since the shared draft, and because of which observation."""

from datetime import timedelta

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.clock import legal_now
from app.core.errors import InvalidFormError, RuleError
from app.core.jobs.outbox import list_messages
from app.core.store.session import Store
from app.steps.contributions.actions import withhold_contribution
from app.steps.contributions.forms import ReasonForm
from app.steps.esiti.actions import publish_esiti
from app.steps.synthesis.actions import answer_observation, edit_node, merge_nodes, remove_node
from app.steps.synthesis.forms import AnswerForm, EditNodeForm, MergeForm, WhyForm
from app.steps.synthesis.models import Node
from app.steps.synthesis.queries import find_last_step
from tests.conftest import Clock
from tests.factories.esiti import propose, propose_node
from tests.factories.synthesis import Heard, make_heard, make_need, make_observation, make_shared
from tests.integration.steps.synthesis.whole import undo
from tests.support.browserless import SignedIn

# What is done is the same on both databases; `test_nodes` shows that they keep it alike.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

DESK = "/ufficio/zona-esempio/prova/sintesi"
PUBLIC = "/zona-esempio/prova/quadro/bozze/1"


def edit(session: Session, heard: Heard, node: Node, title: str) -> int:
    """The key of the step."""
    form = EditNodeForm(title=title, edition=node.edition)
    edit_node(session, heard.desk.actor, heard.desk.here, node, form)
    last = find_last_step(session, heard.desk.here.procedure.pk)
    assert last is not None
    return last.pk


def test_an_answer_shows_the_change_before_and_after(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = make_heard(session, clock)
    node = make_need(session, heard, heard.first)
    draft = make_shared(session, heard)
    observation = make_observation(session, heard, draft)
    step = edit(session, heard, node, "Muoversi in treno")
    store.finish(session)
    sign_in_as(heard.desk.rdp)
    own = f"{DESK}/osservazioni/{observation.public_id}"
    assert f'value="{step}"' in client.get(own).text
    answer = {"answer": "Avete ragione.", "steps": [str(step)]}
    assert client.post(own, data=answer).status_code == 303
    assert "B1 modificato" in client.get(f"{DESK}/osservazioni").text
    sign_in_as(heard.guest.account)
    read = client.get(f"/area-personale/sintesi/{draft.public_id}").text
    assert "B1 modificato" in read
    assert "<ins>" in read
    mail = list_messages(session, kind="synthesis/observation_answered")[0]
    assert "com'era prima e com'è adesso" in mail.body


def test_only_steps_since_the_draft_that_stand_are_its_changes(
    session: Session, clock: Clock
) -> None:
    heard = make_heard(session, clock)
    node = make_need(session, heard, heard.first)
    before = edit(session, heard, node, "Prima")
    clock.move_to(legal_now() + timedelta(minutes=1))
    draft = make_shared(session, heard)
    observation = make_observation(session, heard, draft)
    undone = edit(session, heard, node, "Dopo")
    undo(session, heard)
    for step in (before, undone):
        form = AnswerForm(answer="Sì.", steps=[step])
        with pytest.raises(InvalidFormError, match="non vale più"):
            answer_observation(session, heard.desk.actor, heard.desk.here, observation, form)


def test_the_draft_is_compared_with_the_synthesis_as_it_stands(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = make_heard(session, clock)
    one = make_need(session, heard, heard.first)
    two = make_need(session, heard, heard.second, title="Le sere")
    gone = make_need(session, heard, title="Da togliere")
    same = make_need(session, heard, title="Resta")
    draft = make_shared(session, heard)
    form = MergeForm(nodes=[one.public_id, two.public_id], into=one.public_id)
    merge_nodes(session, heard.desk.actor, heard.desk.here, form)
    remove_node(session, heard.desk.actor, heard.desk.here, gone, WhyForm(why="Doppio"))
    make_need(session, heard, title="Nuovo bisogno")
    store.finish(session)
    assert client.get(PUBLIC).status_code == 404
    sign_in_as(heard.desk.rdp)
    page = client.get(f"{DESK}/bozze/{draft.public_id}/confronto").text
    for words in ("B1 Muoversi", "B2 Le sere", "B3 Da togliere", "B5 Nuovo", "Corse serali"):
        assert words in page
    assert f"Uguali alla bozza: {same.code}." in page


def test_the_comparison_is_public_with_the_synthesis_and_keeps_back_what_was_withheld(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    heard = make_heard(session, clock)
    node = make_need(session, heard, heard.first, title="Canarino", text="Canarino")
    other = make_need(session, heard, heard.second, title="Prima")
    make_shared(session, heard)
    edit(session, heard, other, "Dopo")
    clock.move_to(legal_now() + timedelta(days=6))
    propose(session, heard, heard.first, heard.second)
    propose_node(session, heard)
    publish_esiti(session, heard.desk.actor, heard.desk.here)
    form = ReasonForm(reason="Riguarda una persona sola.")
    first = heard.first.public_id
    withhold_contribution(session, heard.desk.actor, heard.desk.here, first, form)
    edit(session, heard, node, "Senza nomi")
    store.finish(session)
    page = client.get(PUBLIC).text
    assert "Canarino" not in page
    assert "Trasporti per chi non guida" not in page
    assert "Il testo della bozza non si mostra" in page
    assert "Dopo" in page
    assert client.get(PUBLIC.replace("/1", "/7")).status_code == 404


def test_a_draft_waits_for_the_nodes_to_be_reread(session: Session, clock: Clock) -> None:
    heard = make_heard(session, clock)
    make_need(session, heard, heard.first)
    form = ReasonForm(reason="Riguarda una persona sola.")
    first = heard.first.public_id
    withhold_contribution(session, heard.desk.actor, heard.desk.here, first, form)
    with pytest.raises(RuleError, match="rileggete questi nodi: B1"):
        make_shared(session, heard)
