"""Reads of meetings and sessions, as this room needs them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, or_, select

from app.core.jobs.models import Message, MessageState
from app.people.authorities.models import Authority
from app.people.ets.models import Ets
from app.steps.calendar.enums import MeetingKind
from app.steps.calendar.models import Meeting, MeetingSession
from app.steps.laboratories.models import Convocation
from app.steps.procedures.models import Procedure, Tavolo


@dataclass(frozen=True, slots=True)
class ConvenedAddress:
    """An address written to, with what became of the mail."""

    meeting_id: int
    recipient: str
    body: str
    convened_at: datetime
    state: MessageState | None


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A session to come of a tavolo, or a plenary (no tavolo), with its public address."""

    procedure_id: int
    tavolo_id: int | None
    meeting_title: str
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    address: str


def list_procedure_sessions(session: Session, procedure_id: int) -> list[MeetingSession]:
    """All sessions of a procedure by hour, those of cancelled meetings included."""
    query = select(MeetingSession).where(MeetingSession.procedure_id == procedure_id)
    ordered = query.order_by(col(MeetingSession.starts_at), col(MeetingSession.id))
    return list(session.exec(ordered).all())


def list_convened(session: Session, procedure_id: int) -> list[ConvenedAddress]:
    """Who was convened to the meetings of a procedure, by body's name."""
    rows = session.exec(
        select(  # type: ignore[call-overload]
            Convocation.meeting_id,
            Convocation.recipient,
            Ets.name,
            Convocation.convened_at,
            Message.state,
        )
        .join(Ets, col(Convocation.ets_id) == col(Ets.id))
        .outerjoin(Message, col(Convocation.message_id) == col(Message.id))
        .where(Convocation.procedure_id == procedure_id)
        .order_by(Ets.name_key, Convocation.recipient)
    ).all()
    return [ConvenedAddress(*row) for row in rows]


def list_upcoming(
    session: Session, tavolo_ids: Iterable[int], procedure_ids: Iterable[int], since: datetime
) -> list[Upcoming]:
    """Sessions not over at `since`: of these tavoli, and the plenaries of these procedures."""
    rows = session.exec(
        select(MeetingSession, Meeting, Procedure.slug, Authority.slug)
        .join(Meeting, col(MeetingSession.meeting_id) == col(Meeting.id))
        .join(Procedure, col(MeetingSession.procedure_id) == col(Procedure.id))
        .join(Authority, col(MeetingSession.authority_id) == col(Authority.id))
        .where(
            col(Meeting.cancelled_at).is_(None),
            Meeting.kind != MeetingKind.TEAM,
            MeetingSession.ends_at > since,
            or_(
                col(MeetingSession.tavolo_id).in_(list(tavolo_ids)),
                col(MeetingSession.tavolo_id).is_(None)
                & col(MeetingSession.procedure_id).in_(list(procedure_ids)),
            ),
        )
        .order_by(col(MeetingSession.starts_at), col(MeetingSession.id))
    ).all()
    return [_upcoming(found, meeting, *slugs) for found, meeting, *slugs in rows]


def _upcoming(found: MeetingSession, meeting: Meeting, procedure: str, authority: str) -> Upcoming:
    return Upcoming(
        procedure_id=found.procedure_id,
        tavolo_id=found.tavolo_id,
        meeting_title=meeting.title,
        title=found.title,
        starts_at=found.starts_at,
        ends_at=found.ends_at,
        place=", ".join(word for word in (found.room, meeting.place_name, meeting.address) if word),
        address=f"/{authority}/{procedure}/calendario/{meeting.public_id}",
    )


@dataclass(frozen=True, slots=True)
class Setting:
    """A session with its meeting and, unless it is a plenary, its tavolo."""

    held: MeetingSession
    meeting: Meeting
    tavolo: Tavolo | None


def get_setting(session: Session, held: MeetingSession) -> Setting:
    """What stands around a session."""
    tavolo = None if held.tavolo_id is None else session.get_one(Tavolo, held.tavolo_id)
    return Setting(held, session.get_one(Meeting, held.meeting_id), tavolo)


def get_setting_by_id(session: Session, session_id: int) -> Setting:
    """As `get_setting`, for who holds the key of the session."""
    return get_setting(session, session.get_one(MeetingSession, session_id))
