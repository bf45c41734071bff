"""Joining nodes, splitting one, moving: one step each, undone whole; no source is ever lost."""

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.errors import InvalidFormError
from app.core.store.session import Store
from app.steps.synthesis.actions import (
    assess_node,
    edit_node,
    link_nodes,
    merge_nodes,
    move_contributions,
    move_under,
    restore_node,
    split_node,
)
from app.steps.synthesis.enums import NodeKind, Step
from app.steps.synthesis.forms import (
    AssessForm,
    ChosenForm,
    EditNodeForm,
    LinkForm,
    MergeForm,
    MoveUnderForm,
    SplitForm,
    WhyForm,
)
from app.steps.synthesis.queries import list_history, load_picture
from tests.conftest import Clock
from tests.factories.synthesis import make_heard, make_need
from tests.integration.steps.synthesis.whole import refs, sources, standing, undo
from tests.support.browserless import SignedIn

# What is done is the same on both databases; `test_nodes` shows that they keep it alike.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_a_merged_node_takes_sources_and_links_and_the_others_leave_a_trace(
    session: Session, clock: Clock
) -> None:
    heard = make_heard(session, clock)
    actor, here = heard.desk.actor, heard.desk.here
    one = make_need(session, heard, heard.first, title="Muoversi")
    two = make_need(session, heard, heard.first, heard.second, title="Spostarsi")
    goal = make_need(session, heard, title="Corse", kind=NodeKind.OBJECTIVE)
    link_nodes(session, actor, here, two, LinkForm(other=goal.public_id))
    before = standing(session, heard)
    form = MergeForm(
        nodes=refs(one, two), into=one.public_id, title="Muoversi sempre", why="Uguali"
    )
    merge_nodes(session, actor, here, form)
    picture = load_picture(session, here.procedure.pk)
    assert [(n.code, n.title) for n in picture.nodes] == [
        ("B1", "Muoversi sempre"),
        ("O1", "Corse"),
    ]
    assert sources(session, heard)["B1"] == {1, 2}
    assert picture.links == ((one.pk, goal.pk),)
    whole = list_history(session, here.procedure.pk)[0]
    assert (whole.what, whole.why, whole.details["others"]) == (
        Step.MERGED,
        "Uguali",
        [two.public_id],
    )
    undo(session, heard)
    assert standing(session, heard) == before


def test_a_node_merged_away_may_be_restored_with_what_it_had(
    session: Session, clock: Clock
) -> None:
    heard = make_heard(session, clock)
    one = make_need(session, heard, heard.first)
    two = make_need(session, heard, heard.second)
    form = MergeForm(nodes=refs(one, two), into=one.public_id)
    merge_nodes(session, heard.desk.actor, heard.desk.here, form)
    restore_node(session, heard.desk.actor, heard.desk.here, two, WhyForm())
    assert sources(session, heard) == {"B1": {1, 2}, "B2": {2}}


def test_a_split_divides_sources_and_links_and_loses_none(session: Session, clock: Clock) -> None:
    heard = make_heard(session, clock)
    actor, here = heard.desk.actor, heard.desk.here
    need = make_need(session, heard, heard.first, heard.second, gap="Le sere")
    goal = make_need(session, heard, title="Corse", kind=NodeKind.OBJECTIVE)
    link_nodes(session, actor, here, need, LinkForm(other=goal.public_id))
    before = standing(session, heard)
    form = SplitForm(
        title="La sera",
        chosen=refs(heard.first, heard.second),
        kept=refs(heard.first),
        links=refs(goal),
        links_kept=refs(goal),
    )
    made = split_node(session, actor, here, need, form)
    assert sources(session, heard) == {"B1": {1}, "B2": {1, 2}, "O1": set()}
    assert made.details == {"gap": "Le sere"}
    picture = load_picture(session, here.procedure.pk)
    assert sorted(picture.links) == sorted([(need.pk, goal.pk), (made.pk, goal.pk)])
    undo(session, heard)
    assert standing(session, heard) == before


def test_moving_a_contribution_or_a_node_is_one_step(session: Session, clock: Clock) -> None:
    heard = make_heard(session, clock)
    actor, here = heard.desk.actor, heard.desk.here
    need = make_need(session, heard, heard.first)
    other = make_need(session, heard)
    goals = [make_need(session, heard, title=t, kind=NodeKind.OBJECTIVE) for t in ("Uno", "Due")]
    link_nodes(session, actor, here, need, LinkForm(other=goals[0].public_id))
    before = standing(session, heard)
    form = ChosenForm(chosen=refs(heard.first), node=other.public_id)
    move_contributions(session, actor, here, need, form)
    assert sources(session, heard)["B2"] == {1}
    under = MoveUnderForm(origin=goals[0].public_id, target=goals[1].public_id)
    move_under(session, actor, here, need, under)
    assert load_picture(session, here.procedure.pk).links == ((need.pk, goals[1].pk),)
    undo(session, heard)
    undo(session, heard)
    assert standing(session, heard) == before


def test_nodes_of_different_kinds_are_not_merged(session: Session, clock: Clock) -> None:
    heard = make_heard(session, clock)
    need = make_need(session, heard)
    goal = make_need(session, heard, kind=NodeKind.OBJECTIVE)
    form = MergeForm(nodes=refs(need, goal), into=need.public_id)
    with pytest.raises(InvalidFormError, match="stesso tipo"):
        merge_nodes(session, heard.desk.actor, heard.desk.here, form)


def test_an_assessment_has_its_reason_and_an_edit_of_words_keeps_it(
    session: Session, clock: Clock
) -> None:
    heard = make_heard(session, clock)
    actor, here = heard.desk.actor, heard.desk.here
    need = make_need(session, heard)
    with pytest.raises(InvalidFormError, match="Scrivete la ragione"):
        assess_node(session, actor, here, need, AssessForm(priority="4"))
    assess_node(session, actor, here, need, AssessForm(priority="4", priority_reason="Urgente"))
    edit_node(session, actor, here, need, EditNodeForm(title="Altro", edition=need.edition))
    assert need.details == {"priority": "4", "priority_reason": "Urgente"}
    undo(session, heard)
    undo(session, heard)
    assert need.details == {}


def test_a_node_is_typed_by_its_code_with_its_title_where_contributions_go(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = make_heard(session, clock)
    old = make_need(session, heard, heard.first)
    new = make_need(session, heard, title="Arrivare alle visite quando non c'è un'auto")
    store.finish(session)
    sign_in_as(heard.desk.rdp)
    desk = "/ufficio/zona-esempio/prova/sintesi"
    assert f'value="{new.code} Arrivare' in client.get(f"{desk}?nodo={new.public_id}").text
    move = {"chosen": [heard.first.public_id], "azione": "move", "why": "Dice questo."}
    moved = client.post(
        f"{desk}/nodi/{old.public_id}/contributi", data={**move, "node": f"{new.code} {new.title}"}
    )
    assert moved.status_code == 303
