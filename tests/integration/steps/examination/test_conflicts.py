"""Conflicts of interest bind the person: with a seat, without one, after one; for every body."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.clock import legal_today
from app.core.errors import InvalidFormError, NotFoundError, RuleError
from app.core.security.actor import Actor
from app.core.store.session import Store
from app.law.sources import L241_6BIS
from app.people.authorities.enums import OfficeRole
from app.people.ets.enums import RuntsState
from app.people.ets.queries import get_ets
from app.steps.domande.actions.members import add_member
from app.steps.domande.forms import MemberForm
from app.steps.domande.models import Domanda
from app.steps.domande.queries.parties import list_parties
from app.steps.examination.actions.assign import assign_domanda, assign_evenly
from app.steps.examination.actions.board import end_seat
from app.steps.examination.actions.conflicts import declare_conflicts
from app.steps.examination.actions.decide import decide
from app.steps.examination.forms import AssignForm, ConflictForm, DecisionForm
from app.steps.examination.models import CommissionMember
from app.steps.examination.queries.board import examiner_of
from app.steps.examination.queries.minutes import content_of
from tests.conftest import Clock
from tests.factories.domande import file_draft, make_applicant, sign_draft
from tests.factories.ets import give_mandate, new_tax_code
from tests.factories.examination import make_arrival, make_board, make_declared, make_member
from tests.factories.members import JOINT, filed_together, joint_draft, paper_of
from tests.factories.people import make_account, make_officer
from tests.factories.procedures import Desk
from tests.integration.steps.domande.conftest import open_for
from tests.integration.steps.examination.conftest import AFTER
from tests.support.browserless import SignedIn, actor_of

LIST = "/ufficio/zona-esempio/prova/domande"
ADMIT = DecisionForm(outcome="admitted", reason="Ha tutto.")
NONE = ConflictForm(none=True)


def refused(session: Session, desk: Desk, actor: Actor, domanda: Domanda) -> str:
    """The words with which the actor is kept from deciding."""
    with pytest.raises(RuleError) as refusal:
        decide(session, actor, desk.here, domanda, ADMIT)
    assert refusal.value.source is L241_6BIS
    return refusal.value.sentence


def declare_against(session: Session, desk: Desk, actor: Actor, name: str) -> None:
    """The actor declares a conflict with the body of this name."""
    parties = list_parties(session, desk.here.procedure.pk)
    (ref,) = [party.ref for party in parties if party.name == name]
    form = ConflictForm(bodies=[ref], reason="Ne sono socia.")
    declare_conflicts(session, actor, desk.here, form)


def end_by_office(session: Session, desk: Desk, member: CommissionMember) -> None:
    end_seat(session, desk.actor, desk.here, member)


def end_by_its_days(session: Session, _desk: Desk, member: CommissionMember) -> None:
    member.until = legal_today() - timedelta(days=1)
    session.flush()


EndOfSeat = Callable[[Session, Desk, CommissionMember], None]
ENDS = pytest.mark.parametrize("end", [end_by_office, end_by_its_days])


@ENDS
def test_a_seat_that_ends_takes_no_conflict_with_it(
    session: Session, desk: Desk, end: EndOfSeat
) -> None:
    own, other = make_arrival(session, desk), make_arrival(session, desk)
    make_board(session, desk)
    member = make_member(session, desk, desk.rdp)
    make_declared(session, desk, member, own)
    end(session, desk, member)
    assert "vi astenete" in refused(session, desk, desk.actor, own)
    decide(session, desk.actor, desk.here, other, ADMIT)


@ENDS
def test_a_seat_that_ends_frees_nobody_from_declaring(
    session: Session, desk: Desk, end: EndOfSeat
) -> None:
    domanda = make_arrival(session, desk)
    make_board(session, desk)
    end(session, desk, make_member(session, desk, desk.rdp))
    assert "dichiarate" in refused(session, desk, desk.actor, domanda)
    declare_conflicts(session, desk.actor, desk.here, NONE)
    decide(session, desk.actor, desk.here, domanda, ADMIT)


def test_the_office_declares_a_conflict_where_there_is_no_board(
    client: TestClient, store: Store, session: Session, desk: Desk, sign_in_as: SignedIn
) -> None:
    domanda = make_arrival(session, desk, body_name="Associazione Vicina")
    ref = list_parties(session, desk.here.procedure.pk)[0].ref
    store.finish(session)
    sign_in_as(desk.rdp)
    page = client.get(f"{LIST}/conflitti").text
    assert ("Associazione Vicina" in page, 'name="none"' in page) == (True, False)
    typed = {"bodies": ref, "reason": "Ne sono socia."}
    assert client.post(f"{LIST}/conflitti", data=typed).status_code == 303
    assert "Ne sono socia." in client.get(f"{LIST}/conflitti").text
    answer = client.post(f"{LIST}/{domanda.public_id}/decidi", data={"outcome": "admitted"})
    assert (answer.status_code, "vi astenete" in answer.text) == (422, True)
    assert "Ne sono socia." in client.get(f"{LIST}/commissione").text


def test_an_officers_conflict_stands_in_the_verbale(session: Session, desk: Desk) -> None:
    domanda = make_arrival(session, desk, body_name="Associazione Vicina")
    officer = make_officer(session, desk.authority, OfficeRole.OFFICER)
    declare_against(session, desk, actor_of(session, officer), "Associazione Vicina")
    decide(session, desk.actor, desk.here, domanda, ADMIT)
    content = content_of(session, desk.here.procedure.pk)
    assert [(one["member"], one["body"]) for one in content["conflicts"]] == [
        (officer.name, "Associazione Vicina")
    ]
    assert content["domande"][0]["abstained"] == [officer.name]


def test_who_has_nothing_to_declare_declares_nothing(session: Session, desk: Desk) -> None:
    make_arrival(session, desk)
    with pytest.raises(InvalidFormError):
        declare_conflicts(session, desk.actor, desk.here, NONE)
    stranger = actor_of(session, make_account(session))
    with pytest.raises(NotFoundError):
        declare_conflicts(session, stranger, desk.here, NONE)


@pytest.fixture
def together(session: Session, clock: Clock) -> tuple[Desk, Domanda]:
    """A joint domanda of «Associazione Esempio» with «Circolo Esempio»."""
    desk = open_for(session, clock, JOINT)
    lead, other = make_applicant(session), make_applicant(session, name="Circolo Esempio")
    domanda = filed_together(session, desk, lead, other)
    clock.move_to(AFTER)
    return desk, domanda


def body_named(session: Session, desk: Desk, name: str) -> int:
    parties = list_parties(session, desk.here.procedure.pk)
    (found,) = [party.ets_id for party in parties if party.name == name]
    assert found is not None
    return found


def test_who_represents_a_member_does_not_decide_its_joint_domanda(
    session: Session, together: tuple[Desk, Domanda]
) -> None:
    desk, domanda = together
    give_mandate(session, get_ets(session, body_named(session, desk, "Circolo Esempio")), desk.rdp)
    actor = actor_of(session, desk.rdp)
    assert "Rappresentate" in refused(session, desk, actor, domanda)


def test_a_conflict_with_a_member_is_one_with_its_joint_domanda(
    session: Session, together: tuple[Desk, Domanda]
) -> None:
    desk, domanda = together
    officer = make_officer(session, desk.authority, OfficeRole.OFFICER)
    actor = actor_of(session, officer)
    make_board(session, desk)
    member = make_member(session, desk, officer)
    declare_against(session, desk, actor, "Circolo Esempio")
    assert "vi astenete" in refused(session, desk, actor, domanda)
    with pytest.raises(RuleError, match="si astiene"):
        assign_domanda(session, desk.actor, desk.here, domanda, AssignForm(member=member.public_id))
    assert assign_evenly(session, desk.actor, desk.here) == 0
    decide(session, desk.actor, desk.here, domanda, ADMIT)
    content = content_of(session, desk.here.procedure.pk)
    assert content["domande"][0]["abstained"] == [officer.name]


def test_a_member_without_a_profile_can_be_declared_too(session: Session, clock: Clock) -> None:
    desk = open_for(session, clock, JOINT)
    lead = make_applicant(session)
    draft = joint_draft(session, desk, lead)
    form = MemberForm(name="Ente di carta", tax_code=new_tax_code(), runts_state=RuntsState.NOT_ETS)
    add_member(session, lead.actor, draft.public_id, form, paper_of(session))
    domanda = file_draft(session, lead, sign_draft(session, lead, draft))
    clock.move_to(AFTER)
    declare_against(session, desk, desk.actor, "Ente di carta")
    assert "vi astenete" in refused(session, desk, desk.actor, domanda)
    with pytest.raises(InvalidFormError):
        declare_conflicts(session, desk.actor, desk.here, ConflictForm(bodies=["x"], reason="x"))


def test_who_abstains_does_not_choose_who_examines(session: Session, desk: Desk) -> None:
    own = make_arrival(session, desk)
    officer = make_officer(session, desk.authority, OfficeRole.OFFICER)
    make_board(session, desk)
    make_declared(session, desk, make_member(session, desk, desk.rdp), own)
    second = make_member(session, desk, officer)
    with pytest.raises(RuleError, match="vi astenete"):
        assign_domanda(session, desk.actor, desk.here, own, AssignForm(member=second.public_id))


def test_a_refused_form_shows_nothing_to_who_has_not_declared(
    client: TestClient, store: Store, session: Session, desk: Desk, sign_in_as: SignedIn
) -> None:
    domanda = make_arrival(session, desk)
    make_board(session, desk)
    make_member(session, desk, desk.rdp)
    store.finish(session)
    sign_in_as(desk.rdp)
    one = f"{LIST}/{domanda.public_id}"
    pressed = [
        "integrazione", "integrazione/chiudi", "decidi", "conferma", "rimanda", "motivi",
        "motivi/ricezione", "motivi/osservazioni", "assegna", "controlli", "firma",
    ]  # fmt: skip
    for button in pressed:
        answer = client.post(f"{one}/{button}")
        assert answer.status_code in {303, 403, 404, 422}, button
        assert "Ada Delegata" not in answer.text, button
    with store.reading() as after:
        assert not examiner_of(after, desk.actor, desk.here).declared


def test_who_abstains_does_not_have_the_signature_checked_again(
    session: Session,
    together: tuple[Desk, Domanda],
    client: TestClient,
    store: Store,
    sign_in_as: SignedIn,
) -> None:
    desk, domanda = together
    declare_against(session, desk, desk.actor, "Circolo Esempio")
    store.finish(session)
    sign_in_as(desk.rdp)
    assert client.post(f"{LIST}/{domanda.public_id}/firma").status_code == 403
