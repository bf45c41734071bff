"""What came by PEC or on paper is registered beside what was filed online."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, col, select

from app.core.audit.models import EventRow
from app.core.clock import from_rome, legal_now
from app.core.errors import InvalidFormError, RuleError
from app.core.events import pending_events
from app.core.jobs.models import Message
from app.core.jobs.outbox import list_messages
from app.core.store.session import Store
from app.people.accounts.models import Account
from app.people.ets.models import Ets, Invitation
from app.people.ets.queries import get_ets
from app.steps.avvisi.models import Avviso
from app.steps.domande.actions.numbering import next_number
from app.steps.domande.actions.register_arrival import register_arrival
from app.steps.domande.actions.start import start_domanda
from app.steps.domande.enums import Channel, DomandaState, FileRole
from app.steps.domande.events import DomandaSuperseded
from app.steps.domande.models import DomandaFile, DomandaTavolo
from tests.conftest import Clock
from tests.factories.examination import (
    arrival_form,
    body_tax_code,
    make_arrival,
    make_representative,
    stored,
)
from tests.factories.files import keep_pdf
from tests.factories.procedures import Desk, make_started_desk
from tests.integration.steps.domande.conftest import CLOSES


def test_numbers_follow_one_sequence_with_those_filed_online(session: Session, desk: Desk) -> None:
    online = next_number(session, desk.authority.pk, 2025)
    first = make_arrival(session, desk)
    second = make_arrival(session, desk)
    assert [online, first.number, second.number] == [1, 2, 3]


def test_the_year_is_that_of_the_arrival_in_rome(
    session: Session, desk: Desk, clock: Clock
) -> None:
    clock.move_to(from_rome(date(2026, 1, 2), 9))
    old = make_arrival(session, desk, arrived=from_rome(date(2025, 12, 31), 23, 59, 59))
    new = make_arrival(session, desk, arrived=from_rome(date(2026, 1, 1), 0, 0, 0))
    assert [old.register_number, new.register_number] == ["1/2025", "1/2026"]


@pytest.mark.parametrize(("seconds", "late"), [(0, False), (1, True)])
def test_it_is_late_from_the_second_after_the_deadline(
    session: Session, desk: Desk, seconds: int, late: bool
) -> None:
    domanda = make_arrival(session, desk, arrived=CLOSES + timedelta(seconds=seconds))
    assert domanda.late is late


def test_a_new_body_gets_a_profile_and_an_invitation(session: Session, desk: Desk) -> None:
    domanda = make_arrival(session, desk, body_name="Circolo Nuovo")
    assert domanda.ets_id is not None
    assert get_ets(session, domanda.ets_id).name == "Circolo Nuovo"
    invited = session.exec(select(Invitation).where(Invitation.ets_id == domanda.ets_id)).one()
    assert invited.email == "ente@esempio.it"


def test_a_known_body_is_found_by_its_tax_code(session: Session, desk: Desk) -> None:
    code = body_tax_code(777)
    known = make_arrival(session, desk, tax_code=code)
    known.state = DomandaState.WITHDRAWN
    session.flush()
    again = make_arrival(session, desk, tax_code=code)
    assert again.ets_id == known.ets_id
    assert len(session.exec(select(Ets).where(Ets.tax_code == code)).all()) == 1


def test_a_second_domanda_of_the_same_body_is_refused(session: Session, desk: Desk) -> None:
    first = make_arrival(session, desk, tax_code=body_tax_code(778))
    with pytest.raises(RuleError, match=first.register_number):
        make_arrival(session, desk, tax_code=body_tax_code(778))


def test_a_draft_of_the_same_body_stays_and_would_replace_it(
    session: Session, open_desk: Desk, clock: Clock
) -> None:
    code = body_tax_code(779)
    earlier = make_arrival(session, open_desk, tax_code=code)
    earlier.state = DomandaState.WITHDRAWN
    _, actor = make_representative(session, earlier)
    assert earlier.ets_id is not None
    draft = start_domanda(session, actor, open_desk.here, get_ets(session, earlier.ets_id))
    clock.move_to(CLOSES)
    domanda = make_arrival(session, open_desk, tax_code=code)
    assert stored(session, draft).state is DomandaState.DRAFT
    assert stored(session, draft).amends_id == domanda.pk
    assert domanda.state is DomandaState.FILED
    mails = session.exec(select(Message).where(Message.kind == "domande/registered")).all()
    writer = session.exec(select(Account.email).where(Account.id == actor.account_id)).one()
    assert "resta nella vostra area" in next(one for one in mails if one.recipient == writer).body


def test_one_that_replaces_takes_the_place_of_the_filed_one(
    session: Session, open_desk: Desk, clock: Clock
) -> None:
    code = body_tax_code(780)
    first = make_arrival(session, open_desk, tax_code=code)
    again = make_arrival(session, open_desk, tax_code=code, replaces=True)
    assert stored(session, first).state is DomandaState.SUPERSEDED
    assert (again.amends_id, again.number) == (first.pk, (first.number or 0) + 1)
    session.flush()
    told = pending_events(session)
    assert [one.by for one in told if isinstance(one, DomandaSuperseded)] == [again.public_id]


def test_one_that_is_late_replaces_nothing(session: Session, desk: Desk) -> None:
    code = body_tax_code(781)
    first = make_arrival(session, desk, tax_code=code, arrived=CLOSES)
    late = CLOSES + timedelta(seconds=1)
    with pytest.raises(RuleError, match="fuori termine"):
        make_arrival(session, desk, tax_code=code, replaces=True, arrived=late)
    assert stored(session, first).state is DomandaState.FILED


def test_what_arrives_after_a_revoca_is_no_domanda(session: Session, desk: Desk) -> None:
    avviso = session.exec(select(Avviso)).one()
    avviso.revoked_at = legal_now() - timedelta(days=30)
    with pytest.raises(RuleError, match="revocato"):
        make_arrival(session, desk)


def test_the_tavoli_keep_the_order_of_preference(session: Session, desk: Desk) -> None:
    domanda = make_arrival(session, desk, preference=["2", "1"], delegate_name=["Ada", "Bruno"])
    seats = session.exec(
        select(DomandaTavolo)
        .where(DomandaTavolo.domanda_id == domanda.pk)
        .order_by(col(DomandaTavolo.preference))
    ).all()
    assert [seat.delegate_name for seat in seats] == ["Bruno", "Ada"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"preference": ["", ""]}, "preference"),
        ({"preference": ["1", "1"]}, "preference"),
        ({"tavolo": ["sconosciuto", ""]}, "preference"),
        ({"arrived_on": date(2025, 12, 17)}, "arrived_on"),
        ({"arrived_on": date(2025, 11, 19)}, "arrived_on"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    session: Session, desk: Desk, wrong: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidFormError) as refusal:
        make_arrival(session, desk, **wrong)
    assert list(refusal.value.errors) == [field]


def test_without_the_message_or_the_scan_nothing_is_registered(
    session: Session, desk: Desk
) -> None:
    form = arrival_form(session, desk)
    with pytest.raises(InvalidFormError) as refusal:
        register_arrival(session, desk.actor, desk.here, form, [], [keep_pdf(session)])
    assert "file" in refusal.value.errors


def test_before_the_avviso_nothing_is_registered(session: Session) -> None:
    desk = make_started_desk(session)
    with pytest.raises(RuleError, match="non è pubblicato"):
        make_arrival(session, desk)


def test_who_typed_and_what_came_are_kept(session: Session, desk: Desk) -> None:
    domanda = make_arrival(session, desk, channel=Channel.PAPER, protocol_number="4711")
    roles = session.exec(
        select(DomandaFile.role)
        .where(DomandaFile.domanda_id == domanda.pk)
        .order_by(col(DomandaFile.position))
    ).all()
    assert (domanda.typed_by_id, domanda.protocol_number) == (desk.rdp.pk, "4711")
    assert list(roles) == [FileRole.ARRIVAL, FileRole.IDENTITY]


def test_the_body_is_told_the_number_and_the_register_no_name(
    store: Store, session: Session, desk: Desk
) -> None:
    make_arrival(session, desk, body_name="Circolo Riservato", arrived=CLOSES + timedelta(1) / 24)
    store.finish(session)
    letter = list_messages(session, kind="domande/registered")[0]
    assert "n. 1/2025" in letter.subject
    assert "fuori termine" in letter.body
    event = session.exec(select(EventRow).where(EventRow.kind == "domande.registered")).one()
    assert "Riservato" not in event.payload
