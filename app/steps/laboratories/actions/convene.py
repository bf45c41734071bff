"""Convening: everyone who sits is written to once for each meeting."""

from typing import cast

from sqlmodel import Session, col, select

from app.core.clock import legal_now
from app.core.errors import RuleError
from app.core.events import emit
from app.core.jobs.mail import MAILER, Mailer
from app.core.jobs.models import Message
from app.core.security.actor import Actor
from app.core.store.upsert import insert_or_ignore
from app.people.ets.models import Ets
from app.steps.calendar.enums import MeetingKind
from app.steps.calendar.ics import Origin
from app.steps.calendar.models import Meeting
from app.steps.calendar.queries import list_sessions
from app.steps.laboratories import emails
from app.steps.laboratories.events import MeetingConvened, about
from app.steps.laboratories.models import Convocation
from app.steps.laboratories.queries import list_seats
from app.steps.laboratories.recipients import recipients_of, seats_in
from app.steps.procedures.queries import Here


def convene_meeting(session: Session, actor: Actor, here: Here, meeting: Meeting) -> int:
    """Write to whoever sits and was not convened yet; gives how many addresses.

    Raises RuleError for a meeting that is over, cancelled or of the office alone.
    """
    _check(meeting)
    sessions = list_sessions(session, meeting.pk)
    origin = origin_of(session)
    written = 0
    for to in recipients_of(seats_in(list_seats(session, here.procedure.pk), sessions)):
        if not _claim(session, here, meeting, to):
            continue
        message = emails.convocation(session, here, meeting, sessions, to, origin)
        _note(session, meeting, to.address, message)
        written += 1
    if written:
        said = about(here, actor.ref, meeting.public_id)
        emit(session, MeetingConvened(**said, recipients=written))
    return written


def _check(meeting: Meeting) -> None:
    if meeting.kind is MeetingKind.TEAM:
        raise RuleError("Le riunioni del gruppo di lavoro non si convocano da qui.")
    if meeting.cancelled_at is not None:
        raise RuleError("Questo incontro è annullato: non si può convocare.")
    if meeting.ends_at <= legal_now():
        raise RuleError("Questo incontro si è già tenuto: non si può più convocare.")


def _claim(session: Session, here: Here, meeting: Meeting, to: emails.Recipient) -> bool:
    return insert_or_ignore(
        session,
        Convocation,
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        meeting_id=meeting.pk,
        recipient=to.address,
        ets_id=to.ets_id,
        convened_at=legal_now(),
    )


def _note(session: Session, meeting: Meeting, address: str, message: Message) -> None:
    row = session.exec(
        select(Convocation).where(
            Convocation.meeting_id == meeting.pk, Convocation.recipient == address
        )
    ).one()
    row.message_id = message.pk
    session.add(row)


def tell_convened(session: Session, here: Here, meeting: Meeting) -> None:
    """Whoever was convened hears that the meeting has changed or is cancelled."""
    rows = session.exec(
        select(Convocation.recipient, Ets.public_id)
        .join(Ets, col(Convocation.ets_id) == col(Ets.id))
        .where(Convocation.meeting_id == meeting.pk)
        .order_by(Convocation.recipient)
    ).all()
    for address, ets_ref in rows:
        emails.meeting_changed(session, here, meeting, address, ets_ref, origin_of(session))


def origin_of(session: Session) -> Origin:
    """The address and the warning that calendar files carry."""
    mailer = cast(Mailer, session.info[MAILER])
    return Origin(mailer.base_url, mailer.demo)
