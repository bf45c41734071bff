"""A contribution enters a node only after the decision on it, and from then on stays on file.

So none is ever withdrawn from under a node: what a body asks for later, the office decides.
"""

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.errors import AppError
from app.core.store.session import Store
from app.steps.contributions.actions import (
    publish_contribution,
    send_back,
    withdraw_contribution,
)
from app.steps.contributions.enums import FOR_SYNTHESIS, MOVES, UNMODERATED, ContributionState
from app.steps.contributions.forms import PressForm, PublishForm, ReasonForm
from app.steps.contributions.models import Contribution
from app.steps.procedures.queries import get_by_id
from app.steps.synthesis.actions import make_node
from app.steps.synthesis.forms import NewNodeForm
from app.steps.synthesis.queries import load_picture
from tests.conftest import Clock
from tests.factories.contributions import make_submitted
from tests.factories.synthesis import Heard, make_heard, make_need
from tests.integration.steps.domande.test_two_people import wait_until_blocked
from tests.support.browserless import SignedIn

DESK = "/ufficio/zona-esempio/prova/sintesi"
OFFICE = "/ufficio/zona-esempio/prova/contributi"
NOT_EXAMINED = "non è più tra quelli esaminati"


def make_waiting(session: Session, heard: Heard, state: ContributionState) -> Contribution:
    """A contribution that waits in one of the states that the office has not decided on."""
    sent = make_submitted(session, heard.guest, "Uno sportello unico")
    if state is ContributionState.SENT_BACK:
        form = ReasonForm(reason="Togliete il nome.")
        send_back(session, heard.desk.actor, heard.desk.here, sent.public_id, form)
    return sent


def test_no_decision_on_what_may_be_in_a_node_brings_it_back_to_where_it_is_withdrawn() -> None:
    assert all(MOVES[state] <= FOR_SYNTHESIS for state in FOR_SYNTHESIS)
    assert FOR_SYNTHESIS.isdisjoint(UNMODERATED)
    assert all(
        (ContributionState.WITHDRAWN in moves) == (state in UNMODERATED)
        for state, moves in MOVES.items()
    )


@pytest.mark.parametrize("state", sorted(UNMODERATED))
def test_while_it_waits_no_node_is_drawn_from_it_not_even_by_a_form_sent_by_hand(
    client: TestClient,
    store: Store,
    session: Session,
    clock: Clock,
    sign_in_as: SignedIn,
    state: ContributionState,
) -> None:
    heard = make_heard(session, clock)
    node = make_need(session, heard, heard.first)
    sent = make_waiting(session, heard, state)
    store.finish(session)
    sign_in_as(heard.desk.rdp)
    assert "Uno sportello unico" not in client.get(DESK).text
    data = {"kind": "need", "title": "Lo sportello", "chosen": [sent.public_id], "why": "Nuovo"}
    join = {"chosen": [sent.public_id], "azione": "join", "node": node.public_id}
    answers = [
        client.post(f"{DESK}/nuovo", data=data),
        client.post(DESK, data=join),
    ]
    for answer in answers:
        assert answer.status_code == 422
        assert NOT_EXAMINED in answer.text
    with store.reading() as later:
        picture = load_picture(later, heard.desk.here.procedure.pk)
        assert [len(keys) for keys in picture.contributions.values()] == [1]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_tied_and_withdrawn_at_the_same_time_whoever_comes_first_is_right(
    store: Store, session: Session, clock: Clock
) -> None:
    heard = make_heard(session, clock)
    desk, body = heard.desk, heard.guest.actor
    first, second = (make_submitted(session, heard.guest, title) for title in ("Uno", "Due"))
    store.finish(session)

    def tie(office: Session, ref: str) -> None:
        here = get_by_id(office, desk.here.procedure.pk, lock=True)
        publish_contribution(office, desk.actor, here, ref, PublishForm())
        form = NewNodeForm.model_validate({"kind": "need", "title": "Nodo", "chosen": [ref]})
        make_node(office, desk.actor, here, form)

    def withdraw(mine: Session, ref: str) -> None:
        withdraw_contribution(mine, body, ref, PressForm())

    def later(act: Any, ref: str) -> AppError | None:
        try:
            with store.writing() as other:
                act(other, ref)
        except AppError as refused:
            return refused
        return None

    for sooner, act, ref in ((tie, withdraw, first.public_id), (withdraw, tie, second.public_id)):
        with ThreadPoolExecutor(1) as pool:
            with store.writing() as holding:
                sooner(holding, ref)
                second_one = pool.submit(later, act, ref)
                wait_until_blocked(store, 1)
            assert second_one.result(timeout=20) is not None


def test_once_it_is_in_a_node_it_is_not_withdrawn_and_the_body_reads_whom_to_write_to(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = make_heard(session, clock)
    heard.desk.authority.email = "ufficio@esempio.it"
    make_need(session, heard, heard.first)
    store.finish(session)
    sign_in_as(heard.guest.account)
    own = f"/area-personale/contributi/{heard.first.public_id}"
    page = client.get(own).text
    assert f"{own}/ritira" not in page
    assert "non si ritira più" in page
    assert 'href="mailto:ufficio@esempio.it"' in page
    refused = client.post(f"{own}/ritira")
    assert refused.status_code == 422
    assert "Scrivete all&#39;ufficio: ufficio@esempio.it" in refused.text
    assert client.get(f"/zona-esempio/prova/contributi/{heard.first.public_id}").status_code == 200


def test_the_office_s_page_says_what_to_do_when_a_body_asks_and_the_node_waits_to_be_reread(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = make_heard(session, clock)
    node = make_need(session, heard, heard.first)
    store.finish(session)
    sign_in_as(heard.desk.rdp)
    own = f"{OFFICE}/{heard.first.public_id}"
    page = client.get(own).text
    told = page.split("Se l'ente chiede di toglierlo")[1]
    assert "aspettano di essere riletti" in told
    assert f'href="{own}/non-pubblicare"' in told
    assert "aspettano di essere riletti" in client.get(f"{own}/non-pubblicare").text
    done = client.post(f"{own}/non-pubblicare", data={"reason": "Lo chiede l'ente."})
    assert done.status_code == 303
    waits = client.get(f"{DESK}/nodi/{node.public_id}").text
    assert re.search("riletto|rileggere", waits)
    assert "Se l'ente chiede di toglierlo" not in client.get(own).text
