"""Tavoli at work: seats, sessions, attendance and verbali, made through the actions."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlmodel import Session

from app.core.clock import from_rome, legal_today
from app.core.web.uploads import KeptFile
from app.steps.calendar.models import Meeting, MeetingSession
from app.steps.laboratories.actions import (
    approve_verbale,
    new_verbale,
    publish_verbale,
    record_attendance,
    save_verbale,
    share_verbale,
)
from app.steps.laboratories.enums import AttendanceStatus, VerbaleOutcome
from app.steps.laboratories.forms import AttendanceForm, ShareForm, VerbaleForm
from app.steps.laboratories.models import Seat, Verbale
from app.steps.laboratories.queries import get_setting
from app.steps.procedures.queries import list_tavoli
from tests.conftest import Clock
from tests.factories.calendar import make_laboratory, make_session
from tests.factories.contributions import Guest, make_guest, make_working_desk
from tests.factories.files import keep_pdf
from tests.factories.procedures import Desk

DAY = date(2027, 3, 10)


@dataclass(frozen=True, slots=True)
class Lab:
    """A laboratory with a session of the first tavolo, one body there and one at the other."""

    desk: Desk
    meeting: Meeting
    held: MeetingSession
    guest: Guest
    stranger: Guest


def name_delegate(seat: Seat, name: str, email: str = "") -> None:
    seat.delegate_name = name
    seat.delegate_email = email


def make_lab(session: Session) -> Lab:
    """Ada Delegata sits at the first tavolo, Bea Altrove at the second; the session is at 16."""
    desk = make_working_desk(session)
    guest = make_guest(session, desk, "Associazione Presente")
    stranger = make_guest(session, desk, "Cooperativa Altrove", tavolo=1)
    name_delegate(guest.seat, "Ada Delegata", "ada@esempio.it")
    name_delegate(stranger.seat, "Bea Altrove", "bea@esempio.it")
    meeting = make_laboratory(session, desk, day=DAY)
    first = list_tavoli(session, desk.here.procedure.pk)[0]
    held = make_session(session, desk, meeting, first)
    session.flush()
    return Lab(desk, meeting, held, guest, stranger)


def mark(
    session: Session,
    lab: Lab,
    status: AttendanceStatus = AttendanceStatus.PRESENT,
    person: str = "Ada Delegata",
) -> None:
    """What is touched at the door for the body of the first tavolo."""
    form = AttendanceForm(body=lab.guest.ets.public_id, person=person, status=status)
    record_attendance(session, lab.desk.actor, lab.desk.here, lab.held, form)


def verbale_form(**more: object) -> VerbaleForm:
    """A complete verbale with a unitary proposal."""
    values: dict[str, object] = {
        "held_on": DAY,
        "starts": time(16),
        "ends": time(17),
        "place": "Biblioteca comunale",
        "item": ["Bisogni"],
        "said": ["Mancano trasporti nelle frazioni."],
        "outcome": VerbaleOutcome.UNITARY,
        "unitary_proposal": "Un servizio di trasporto a chiamata.",
        **more,
    }
    return VerbaleForm.model_validate(values)


def make_verbale(session: Session, lab: Lab, **more: object) -> Verbale:
    """A draft, complete unless `more` says otherwise."""
    setting = get_setting(session, lab.held)
    blank = new_verbale(lab.desk.here, setting.meeting, setting.held, setting.tavolo)
    return save_verbale(session, lab.desk.actor, lab.desk.here, blank, verbale_form(**more))


def make_shared(session: Session, lab: Lab, clock: Clock) -> Verbale:
    """A draft at the participants', the day after the session, for three days."""
    clock.move_to(from_rome(DAY + timedelta(days=1), 9))
    mark(session, lab)
    verbale = make_verbale(session, lab)
    form = ShareForm(until=legal_today() + timedelta(days=3))
    share_verbale(session, lab.desk.actor, lab.desk.here, verbale, form)
    return verbale


def make_approved(session: Session, lab: Lab, clock: Clock) -> Verbale:
    """A verbale sealed once the window for corrections was over."""
    verbale = make_shared(session, lab, clock)
    clock.move_to(from_rome(DAY + timedelta(days=5), 9))
    approve_verbale(session, lab.desk.actor, lab.desk.here, verbale)
    return verbale


def make_published(
    session: Session, lab: Lab, clock: Clock, file: KeptFile | None = None
) -> Verbale:
    """A verbale that anyone reads; its PDF is blank unless `file` is given."""
    verbale = make_approved(session, lab, clock)
    publish_verbale(
        session, lab.desk.actor, lab.desk.here, verbale, file or keep_pdf(session, "verbale.pdf")
    )
    return verbale
