"""Many domande, few officials: the batch, the second person, the list that stays light."""

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.errors import InvalidFormError, RuleError
from app.core.store.session import Store
from app.people.authorities.enums import OfficeRole
from app.steps.examination.actions.batch import decide_batch
from app.steps.examination.actions.second import confirm_decision, return_decision
from app.steps.examination.forms import BatchForm, ReturnForm
from app.steps.examination.queries.admitted import list_to_publish
from app.steps.examination.queries.one import get_unpublished_decision
from tests.factories.examination import (
    make_admission,
    make_arrival,
    make_board,
    make_decided,
    make_declared,
    make_member,
    make_notice,
)
from tests.factories.people import make_officer
from tests.factories.procedures import Desk
from tests.integration.steps.examination.test_office_pages import LIST, count_queries
from tests.support.browserless import SignedIn, actor_of


def test_the_common_reason_names_each_body(session: Session, desk: Desk) -> None:
    domande = [make_arrival(session, desk, body_name=name) for name in ("Alfa", "Beta")]
    form = BatchForm(
        outcome="admitted_with_reservation",
        reason="Si attende la delega di {ente} ({numero}).",
        domanda=[one.public_id for one in domande],
        each=["", "Manca la firma di Beta."],
    )
    decide_batch(session, desk.actor, desk.here, form)
    reasons = [decision.reason for _, decision in list_to_publish(session, desk.here.procedure.pk)]
    assert reasons == ["Si attende la delega di Alfa (1/2025).", "Manca la firma di Beta."]


def test_a_blank_reason_refuses_its_row_alone(
    client: TestClient, store: Store, session: Session, desk: Desk, sign_in_as: SignedIn
) -> None:
    domande = [make_arrival(session, desk, body_name=name) for name in ("Alfa", "Beta")]
    store.finish(session)
    sign_in_as(desk.rdp)
    query = "&".join(f"domanda={one.public_id}" for one in domande)
    assert "Ragione per Beta" in client.get(f"{LIST}/insieme?{query}").text
    typed = {
        "outcome": "admitted",
        "domanda": [one.public_id for one in domande],
        "each": ["Il ritardo era della PEC.", ""],
    }
    page = client.post(f"{LIST}/insieme", data=typed)
    assert page.status_code == 422
    assert "1 domanda decisa" in page.text
    assert "1 domanda non è decisa" in page.text
    with store.reading() as reader:
        ready = list_to_publish(reader, desk.here.procedure.pk)
    assert [domanda.body_name for domanda, _ in ready] == ["Alfa"]


def test_no_more_than_fifty_at_once(session: Session, desk: Desk) -> None:
    many = BatchForm(outcome="admitted", domanda=[f"{n:020x}" for n in range(51)])
    with pytest.raises(InvalidFormError):
        decide_batch(session, desk.actor, desk.here, many)


def test_another_person_confirms_and_never_the_same(session: Session, desk: Desk) -> None:
    desk.authority.second_confirmation = True
    domanda = make_arrival(session, desk)
    make_decided(session, desk, domanda, reason="Il ritardo è scusabile.")
    with pytest.raises(RuleError, match="proposta voi"):
        confirm_decision(session, desk.actor, desk.here, domanda)
    with pytest.raises(RuleError, match="Nessuna decisione"):
        make_admission(session, desk)
    other = actor_of(session, make_officer(session, desk.authority, OfficeRole.OFFICER))
    confirm_decision(session, other, desk.here, domanda)
    assert make_admission(session, desk, number="8").number == 1


def test_what_is_sent_back_is_decided_anew_and_both_stay(session: Session, desk: Desk) -> None:
    desk.authority.second_confirmation = True
    domanda = make_arrival(session, desk)
    make_decided(session, desk, domanda, reason="Il ritardo è scusabile.")
    first = get_unpublished_decision(session, domanda.pk)
    assert first is not None
    other = actor_of(session, make_officer(session, desk.authority, OfficeRole.OFFICER))
    why = ReturnForm(why="Non dice perché.")
    return_decision(session, other, desk.here, domanda, why)
    assert get_unpublished_decision(session, domanda.pk) is None
    assert (first.returned_reason, first.returned_by_id) == ("Non dice perché.", other.account_id)


def test_fifty_rows_cost_as_many_queries_as_one(
    client: TestClient, store: Store, session: Session, desk: Desk, sign_in_as: SignedIn
) -> None:
    make_board(session, desk)
    make_declared(session, desk, make_member(session, desk, desk.rdp))
    make_notice(session, desk, make_arrival(session, desk))
    store.finish(session)
    sign_in_as(desk.rdp)
    one = count_queries(store, client, LIST)
    for _ in range(49):
        make_arrival(session, desk)
    store.finish(session)
    assert count_queries(store, client, LIST) == one


def test_the_list_keeps_what_is_awaited_or_assigned_to_nobody(
    client: TestClient, store: Store, session: Session, desk: Desk, sign_in_as: SignedIn
) -> None:
    make_notice(session, desk, make_arrival(session, desk, body_name="Alfa"))
    make_arrival(session, desk, body_name="Beta")
    store.finish(session)
    sign_in_as(desk.rdp)
    awaited = client.get(f"{LIST}?termine=1").text
    assert (">Alfa</a>" in awaited, ">Beta</a>" in awaited) == (True, False)
    assert ">Beta</a>" in client.get(f"{LIST}?assegnata=nobody").text
