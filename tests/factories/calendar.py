"""Meetings and sessions, made through the actions. Hours are wall time in Rome."""

from datetime import date, time

from sqlmodel import Session

from app.steps.calendar.actions import add_meeting, add_session
from app.steps.calendar.enums import LaboratoryKind, MeetingKind
from app.steps.calendar.forms import MeetingForm, SessionForm
from app.steps.calendar.models import Meeting, MeetingSession
from app.steps.procedures.models import Tavolo
from tests.factories.procedures import Desk

DAY = date(2027, 3, 10)


def meeting_form(
    *,
    kind: MeetingKind = MeetingKind.INFORMATION,
    title: str = "Incontro informativo",
    day: date = DAY,
    starts: time = time(17),
    ends: time = time(19),
    public: bool = True,
    sign_up: bool = False,
    place_name: str = "Biblioteca comunale",
    yields: LaboratoryKind | None = None,
) -> MeetingForm:
    """What the office would type."""
    return MeetingForm(
        kind=kind,
        title=title,
        day=day,
        starts=starts,
        ends=ends,
        public=public,
        sign_up=sign_up,
        place_name=place_name,
        yields=yields,
    )


def make_meeting(session: Session, desk: Desk, form: MeetingForm | None = None) -> Meeting:
    """A public information meeting, or what `form` says."""
    return add_meeting(session, desk.actor, desk.here, form or meeting_form())


def make_laboratory(
    session: Session, desk: Desk, *, day: date = DAY, title: str = "Laboratorio dei bisogni"
) -> Meeting:
    """A laboratory on needs, by invitation, from 15 to 18."""
    form = meeting_form(
        kind=MeetingKind.LABORATORY,
        title=title,
        day=day,
        starts=time(15),
        ends=time(18),
        public=False,
        yields=LaboratoryKind.NEED,
    )
    return make_meeting(session, desk, form)


def make_session(
    session: Session,
    desk: Desk,
    meeting: Meeting,
    tavolo: Tavolo | None = None,
    *,
    starts: time = time(16),
    ends: time = time(17),
    room: str = "",
) -> MeetingSession:
    """A session of `meeting`: the plenary, or one of `tavolo`."""
    form = SessionForm(
        tavolo=tavolo.public_id if tavolo else "", starts=starts, ends=ends, room=room
    )
    return add_session(session, desk.actor, desk.here, meeting, form)
