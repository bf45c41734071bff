"""Everyone who sits is convened once for each meeting, by mail, with the calendar file."""

from datetime import date, time

import pytest
from icalendar import Calendar
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.clock import from_rome
from app.core.errors import RuleError
from app.core.jobs.models import Message
from app.core.jobs.outbox import list_messages
from app.core.store.session import Store
from app.steps.calendar.actions import add_session, cancel_meeting, edit_meeting
from app.steps.calendar.enums import LaboratoryKind, MeetingKind
from app.steps.calendar.forms import CancelForm, SessionForm
from app.steps.laboratories.actions import change_delegates, convene_meeting
from app.steps.laboratories.forms import DelegatesForm
from app.steps.laboratories.queries import get_seat, list_convened
from tests.conftest import Clock
from tests.factories.calendar import make_meeting, meeting_form
from tests.factories.contributions import make_guest
from tests.factories.laboratories import DAY, Lab, make_lab
from tests.support.browserless import SignedIn

KIND = "laboratories/convocation"


def convene(session: Session, lab: Lab) -> int:
    return convene_meeting(session, lab.desk.actor, lab.desk.here, lab.meeting)


def sent(session: Session) -> dict[str, Message]:
    return {message.recipient: message for message in list_messages(session, kind=KIND)}


def test_delegate_and_body_are_written_to_and_other_tavoli_are_not(session: Session) -> None:
    lab = make_lab(session)
    assert convene(session, lab) == 2
    assert set(sent(session)) == {"ada@esempio.it", lab.guest.ets.email}


def test_a_plenary_convenes_every_tavolo(session: Session) -> None:
    lab = make_lab(session)
    plenary = SessionForm(title="Apertura", starts=time(15), ends=time(16))
    add_session(session, lab.desk.actor, lab.desk.here, lab.meeting, plenary)
    convene(session, lab)
    assert {"ada@esempio.it", "bea@esempio.it"} <= set(sent(session))


def test_the_mail_carries_the_meeting_for_one_s_calendar(session: Session) -> None:
    lab = make_lab(session)
    convene(session, lab)
    mail = sent(session)["ada@esempio.it"]
    assert mail.attachments[0]["media_type"] == "text/calendar"
    (event,) = Calendar.from_ical(mail.attachments[0]["text"]).walk("VEVENT")
    assert event.decoded("dtstart") == lab.meeting.starts_at
    assert "Biblioteca comunale" in mail.body
    assert lab.guest.ets.name in mail.body


def test_convening_twice_writes_to_nobody_twice(session: Session) -> None:
    lab = make_lab(session)
    convene(session, lab)
    assert convene(session, lab) == 0
    assert len(sent(session)) == 2


def test_convening_again_reaches_who_came_later(session: Session) -> None:
    lab = make_lab(session)
    convene(session, lab)
    seat = get_seat(session, lab.desk.here.procedure.pk, lab.guest.seat.public_id)
    form = DelegatesForm(delegate_name="Zoe Nuova", delegate_email="zoe@esempio.it")
    change_delegates(session, lab.desk.actor, lab.desk.here, seat, form)
    make_guest(session, lab.desk, "Arrivata dopo")
    assert convene(session, lab) == 2
    assert "zoe@esempio.it" in sent(session)


def test_the_register_says_who_was_convened_and_how_the_mail_stands(session: Session) -> None:
    lab = make_lab(session)
    convene(session, lab)
    rows = list_convened(session, lab.desk.here.procedure.pk)
    assert {row.recipient for row in rows} == set(sent(session))
    assert all(row.state is not None for row in rows)


def test_who_was_convened_hears_of_a_cancelled_meeting(session: Session) -> None:
    lab = make_lab(session)
    convene(session, lab)
    form = CancelForm(reason="Allerta meteo")
    cancel_meeting(session, lab.desk.actor, lab.desk.here, lab.meeting, form)
    told = list_messages(session, kind="laboratories/meeting_changed")
    assert {message.recipient for message in told} == set(sent(session))
    assert "Allerta meteo" in told[0].body
    assert "STATUS:CANCELLED" in told[0].attachments[0]["text"]


@pytest.mark.parametrize("why", ["over", "cancelled", "team"])
def test_some_meetings_are_not_convened(session: Session, clock: Clock, why: str) -> None:
    lab = make_lab(session)
    meeting = lab.meeting
    if why == "over":
        clock.move_to(from_rome(DAY, 20))
    elif why == "cancelled":
        form = CancelForm(reason="Allerta meteo")
        cancel_meeting(session, lab.desk.actor, lab.desk.here, meeting, form)
    else:
        meeting = make_meeting(
            session, lab.desk, meeting_form(kind=MeetingKind.TEAM, day=date(2027, 4, 1))
        )
    with pytest.raises(RuleError):
        convene_meeting(session, lab.desk.actor, lab.desk.here, meeting)
    assert session.exec(select(Message).where(Message.kind == KIND)).all() == []


def test_the_office_convenes_from_its_page(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    lab = make_lab(session)
    store.finish(session)
    sign_in_as(lab.desk.rdp)
    base = f"/ufficio/{lab.desk.here.scope}/laboratori"
    assert "Convocate 2 indirizzi" in client.get(base).text
    assert client.post(f"{base}/{lab.meeting.public_id}/convoca").status_code == 303
    page = client.get(base).text
    assert "Sono tutti convocati." in page
    assert "ada@esempio.it" in page
    assert client.post(f"{base}/{lab.meeting.public_id}/convoca").status_code == 303
    assert len(sent(session)) == 2


def test_who_was_convened_hears_of_new_hours_only_when_they_change(session: Session) -> None:
    lab = make_lab(session)
    convene(session, lab)
    same = meeting_form(
        kind=MeetingKind.LABORATORY,
        title="Un altro titolo",
        day=DAY,
        starts=time(15),
        ends=time(18),
        public=False,
        yields=LaboratoryKind.NEED,
    )
    edit_meeting(session, lab.desk.actor, lab.desk.here, lab.meeting, same)
    assert list_messages(session, kind="laboratories/meeting_changed") == []
    moved = same.model_copy(update={"place_name": "Palazzo comunale"})
    edit_meeting(session, lab.desk.actor, lab.desk.here, lab.meeting, moved)
    told = list_messages(session, kind="laboratories/meeting_changed")
    assert {message.recipient for message in told} == set(sent(session))
    assert "Palazzo comunale" in told[0].body
