"""Reads of attendance, verbali and the corrections asked for."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from app.core.errors import NotFoundError
from app.core.security.actor import Actor
from app.people.ets.models import Ets
from app.steps.calendar.models import Meeting, MeetingSession
from app.steps.laboratories.enums import VerbaleState
from app.steps.laboratories.models import Attendance, Seat, Verbale, VerbaleCorrection
from app.steps.laboratories.queries.seats import SeatRow, seats_of
from app.steps.procedures.models import Tavolo

T = TypeVar("T", Verbale, VerbaleCorrection)


@dataclass(frozen=True, slots=True)
class VerbaleRow:
    """A verbale in a list; `tavolo` is empty for a plenary."""

    public_id: str
    procedure_id: int
    session_id: int
    state: VerbaleState
    held_on: date
    meeting: str
    title: str
    tavolo: str
    tavolo_id: int | None
    corrections_until: datetime | None
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class Correction:
    """What a body asked to correct, and what was answered (`accepted` is None until then)."""

    public_id: str
    body: str
    text: str
    sent_at: datetime
    accepted: bool | None
    answer: str


def list_attendance(session: Session, session_id: int) -> list[tuple[Attendance, Ets]]:
    """Who was expected or came to a session, by body's name and person."""
    rows = session.exec(
        select(Attendance, Ets)
        .join(Ets, col(Attendance.ets_id) == col(Ets.id))
        .where(Attendance.session_id == session_id)
        .order_by(Ets.name_key, col(Ets.id), Attendance.person_name)
    ).all()
    return [(attendance, ets) for attendance, ets in rows]


def _rows(session: Session, *conditions: ColumnElement[bool]) -> list[VerbaleRow]:
    rows = session.exec(
        select(  # type: ignore[call-overload]
            Verbale.public_id,
            Verbale.procedure_id,
            Verbale.session_id,
            Verbale.state,
            Verbale.held_on,
            Meeting.title,
            MeetingSession.title,
            func.coalesce(Tavolo.name, ""),
            Tavolo.id,
            Verbale.corrections_until,
            Verbale.published_at,
        )
        .join(MeetingSession, col(Verbale.session_id) == col(MeetingSession.id))
        .join(Meeting, col(MeetingSession.meeting_id) == col(Meeting.id))
        .outerjoin(Tavolo, col(MeetingSession.tavolo_id) == col(Tavolo.id))
        .where(*conditions)
        .order_by(col(MeetingSession.starts_at), col(MeetingSession.id))
    ).all()
    return [VerbaleRow(*row) for row in rows]


def list_verbali(
    session: Session, procedure_id: int, *, published: bool = False
) -> list[VerbaleRow]:
    """The verbali of a procedure by the hour of their session; only the published, if asked."""
    conditions: list[ColumnElement[bool]] = [col(Verbale.procedure_id) == procedure_id]
    if published:
        conditions.append(col(Verbale.state) == VerbaleState.PUBLISHED)
    return _rows(session, *conditions)


def _shown_to(actor: Actor) -> ColumnElement[bool]:
    """The condition that a shared verbale is of the actor's tavolo, or of a plenary."""
    seats = select(Seat.tavolo_id).where(
        col(Seat.ets_id).in_(actor.bodies), col(Seat.ended_at).is_(None)
    )
    procedures = select(Seat.procedure_id).where(
        col(Seat.ets_id).in_(actor.bodies), col(Seat.ended_at).is_(None)
    )
    at_table = col(MeetingSession.tavolo_id).in_(seats)
    plenary = col(MeetingSession.tavolo_id).is_(None) & col(Verbale.procedure_id).in_(procedures)
    return col(Verbale.corrections_until).is_not(None) & or_(at_table, plenary)


def list_verbali_of(session: Session, actor: Actor) -> list[VerbaleRow]:
    """The verbali shared with the actor: of the tavoli where its bodies sit, and plenaries."""
    return _rows(session, _shown_to(actor))


def get_own_verbale(
    session: Session, actor: Actor, public_id: str, *, lock: bool = False
) -> Verbale:
    """A verbale shared with the actor. Raises NotFoundError for any other."""
    query = (
        select(Verbale)
        .join(MeetingSession, col(Verbale.session_id) == col(MeetingSession.id))
        .where(Verbale.public_id == public_id, _shown_to(actor))
    )
    return _one(session, query.with_for_update(of=Verbale) if lock else query)


def bodies_at(session: Session, actor: Actor, verbale: Verbale) -> dict[str, SeatRow]:
    """The actor's bodies that sit where this verbale was written, by public id."""
    held = session.get_one(MeetingSession, verbale.session_id)
    return {
        seat.ets_public_id: seat
        for seat in seats_of(session, actor, verbale.procedure_id)
        if held.tavolo_id is None or seat.tavolo_id == held.tavolo_id
    }


def get_verbale(
    session: Session, procedure_id: int, public_id: str, *, lock: bool = False
) -> Verbale:
    """A verbale of this procedure, for the office. Raises NotFoundError."""
    query = select(Verbale).where(
        Verbale.procedure_id == procedure_id, Verbale.public_id == public_id
    )
    return _one(session, query.with_for_update() if lock else query)


def get_published_verbale(session: Session, procedure_id: int, public_id: str) -> Verbale:
    """A verbale that anyone may read. Raises NotFoundError."""
    query = select(Verbale).where(
        Verbale.procedure_id == procedure_id,
        Verbale.public_id == public_id,
        Verbale.state == VerbaleState.PUBLISHED,
    )
    return _one(session, query)


def find_verbale(session: Session, session_id: int) -> Verbale | None:
    """The verbale of a session, where it was begun."""
    return session.exec(select(Verbale).where(Verbale.session_id == session_id)).first()


def list_corrections(
    session: Session, verbale_id: int, actor: Actor | None = None
) -> list[Correction]:
    """The corrections asked for, in order; with `actor`, only those of its own bodies."""
    query = (
        select(VerbaleCorrection, Ets.name)
        .join(Ets, col(VerbaleCorrection.ets_id) == col(Ets.id))
        .where(VerbaleCorrection.verbale_id == verbale_id)
        .order_by(col(VerbaleCorrection.id))
    )
    if actor is not None:
        query = query.where(col(VerbaleCorrection.ets_id).in_(actor.bodies))
    return [
        Correction(row.public_id, name, row.text, row.sent_at, row.accepted, row.answer)
        for row, name in session.exec(query).all()
    ]


def get_correction(session: Session, verbale_id: int, public_id: str) -> VerbaleCorrection:
    """One correction of this verbale. Raises NotFoundError."""
    return _one(
        session,
        select(VerbaleCorrection).where(
            VerbaleCorrection.verbale_id == verbale_id, VerbaleCorrection.public_id == public_id
        ),
    )


def _one(session: Session, query: SelectOfScalar[T]) -> T:
    found = session.exec(query.execution_options(populate_existing=True)).first()
    if found is None:
        raise NotFoundError
    return found
