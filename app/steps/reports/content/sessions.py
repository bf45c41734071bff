"""The sessions whose verbale is sealed: what was minuted, and how many bodies were there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select

from app.steps.calendar.models import Meeting, MeetingSession
from app.steps.laboratories.enums import SEALED, WAS_THERE, VerbaleOutcome, VerbaleState
from app.steps.laboratories.models import Attendance, Verbale
from app.steps.laboratories.queries.seats import names_of
from app.steps.procedures.models import Tavolo


@dataclass(frozen=True, slots=True)
class HeldSession:
    """A session with what its verbale settled, and how many bodies were there.

    `seal` is the SHA-256 of the verbale; `published` whether anyone reads it.
    """

    meeting: str
    tavolo: str
    tavolo_id: int | None
    held_at: datetime
    bodies: int
    synthesis: tuple[tuple[str, str], ...]
    outcome: VerbaleOutcome | None
    unitary: str
    positions: tuple[tuple[str, tuple[str, ...]], ...]
    seal: str
    published: bool


def read_sessions(session: Session, procedure_id: int) -> tuple[HeldSession, ...]:
    """The sessions with a sealed verbale, by hour and tavolo; three queries."""
    present: dict[int, int] = dict(
        session.exec(
            select(Attendance.session_id, func.count(func.distinct(Attendance.ets_id)))
            .where(
                Attendance.procedure_id == procedure_id,
                col(Attendance.status).in_(WAS_THERE),
            )
            .group_by(col(Attendance.session_id))
        ).all()
    )
    rows = session.exec(
        select(MeetingSession, Meeting.title, Tavolo.name, Verbale)
        .join(Meeting, col(MeetingSession.meeting_id) == col(Meeting.id))
        .join(Verbale, col(Verbale.session_id) == col(MeetingSession.id))
        .outerjoin(Tavolo, col(MeetingSession.tavolo_id) == col(Tavolo.id))
        .where(Verbale.procedure_id == procedure_id, col(Verbale.state).in_(SEALED))
        .order_by(col(MeetingSession.starts_at), col(Tavolo.position), col(MeetingSession.id))
    ).all()
    named = {body for *_, verbale in rows for item in verbale.positions for body in item["bodies"]}
    names = names_of(session, named)
    return tuple(
        HeldSession(
            meeting=title,
            tavolo=tavolo or "Plenaria",
            tavolo_id=held.tavolo_id,
            held_at=held.starts_at,
            bodies=present.get(held.pk, 0),
            synthesis=tuple((item["item"], item["text"]) for item in verbale.synthesis),
            outcome=verbale.outcome,
            unitary=verbale.unitary_proposal,
            positions=_positions(verbale.positions, names),
            seal=verbale.seal,
            published=verbale.state is VerbaleState.PUBLISHED,
        )
        for held, title, tavolo, verbale in rows
    )


def _positions(
    positions: list[dict[str, Any]], names: dict[str, str]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (item["text"], tuple(names[body] for body in item["bodies"] if body in names))
        for item in positions
    )
