"""Mails to who sits at the tavoli."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from app.core.jobs.mail import send_mail_from
from app.core.jobs.models import Message
from app.people.ets.models import Ets
from app.steps.calendar.ics import Origin, write_calendar
from app.steps.calendar.models import Meeting, MeetingSession
from app.steps.laboratories.models import Verbale
from app.steps.procedures.queries import Here


@dataclass(frozen=True, slots=True)
class Recipient:
    """An address to convene, for whom, and at which tavoli (keys) they sit."""

    address: str
    ets_id: int
    ets_public_id: str
    bodies: tuple[str, ...]
    tavolo_ids: frozenset[int]


def convocation(
    session: Session,
    here: Here,
    meeting: Meeting,
    sessions: Sequence[MeetingSession],
    to: Recipient,
    origin: Origin,
) -> Message:
    """The invitation with agenda, place and access, and the calendar file."""
    calendar = write_calendar(here, [meeting], origin)
    return send_mail_from(
        session,
        "laboratories/convocation",
        to=to.address,
        to_ref=to.ets_public_id,
        chain=here.procedure.public_id,
        sender_name=here.authority.sender_name,
        reply_to=here.authority.reply_to,
        attachments=[{"name": "convocazione.ics", "media_type": "text/calendar", "text": calendar}],
        here=here,
        meeting=meeting,
        sessions=[s for s in sessions if s.tavolo_id is None or s.tavolo_id in to.tavolo_ids],
        bodies=to.bodies,
    )


def meeting_changed(
    session: Session, here: Here, meeting: Meeting, address: str, ets_ref: str, origin: Origin
) -> None:
    """Who was convened hears of new hours, a new place or the cancelling."""
    calendar = write_calendar(here, [meeting], origin)
    send_mail_from(
        session,
        "laboratories/meeting_changed",
        to=address,
        to_ref=ets_ref,
        chain=here.procedure.public_id,
        sender_name=here.authority.sender_name,
        reply_to=here.authority.reply_to,
        attachments=[{"name": "convocazione.ics", "media_type": "text/calendar", "text": calendar}],
        here=here,
        meeting=meeting,
    )


def verbale_shared(
    session: Session, here: Here, verbale: Verbale, title: str, to: Recipient
) -> None:
    """The draft can be read and corrected until a day."""
    send_mail_from(
        session,
        "laboratories/verbale_shared",
        to=to.address,
        to_ref=to.ets_public_id,
        chain=here.procedure.public_id,
        sender_name=here.authority.sender_name,
        reply_to=here.authority.reply_to,
        here=here,
        verbale=verbale,
        title=title,
    )


def seat_given(session: Session, here: Here, body: Ets, address: str, tavoli: list[str]) -> None:
    """The referent of a public service hears at which tavoli it sits."""
    send_mail_from(
        session,
        "laboratories/seat_given",
        to=address,
        to_ref=body.public_id,
        chain=here.procedure.public_id,
        sender_name=here.authority.sender_name,
        reply_to=here.authority.reply_to,
        here=here,
        body=body,
        tavoli=tavoli,
    )
