"""Everything the report tells, read in a constant number of queries."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlmodel import Session, col, func, select

from app.people.ets.enums import BodyKind
from app.steps.avvisi.models import Avviso
from app.steps.avvisi.queries import get_avviso
from app.steps.calendar.models import Meeting, MeetingSession
from app.steps.calendar.queries import list_meetings
from app.steps.contributions.queries.synthesis import SynthesisRow, list_published_for_synthesis
from app.steps.esiti.enums import EsitoStep, Outcome
from app.steps.esiti.models import Esito
from app.steps.examination.queries.admitted import PublishedList, list_published
from app.steps.laboratories.enums import SEALED, WAS_THERE, VerbaleOutcome
from app.steps.laboratories.models import Attendance, Verbale
from app.steps.laboratories.queries.seats import Participant, list_participants, names_of
from app.steps.procedures.models import Act, Tavolo
from app.steps.procedures.queries import (
    Here,
    get_responsible_officer,
    list_acts,
    list_tavoli,
)
from app.steps.synthesis.picture import Picture
from app.steps.synthesis.queries.nodes import load_picture


@dataclass(frozen=True, slots=True)
class GivenEsito:
    """The newest word of one step on one contribution."""

    outcome: Outcome
    reason: str
    passed_to: str
    plan_item: str


@dataclass(frozen=True, slots=True)
class HeldSession:
    """A session with what its verbale settled, and how many bodies were there."""

    meeting: str
    tavolo: str
    held_at: datetime
    bodies: int
    synthesis: tuple[tuple[str, str], ...]
    outcome: VerbaleOutcome | None
    unitary: str
    positions: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class ReportData:
    here: Here
    officer: str
    tavoli: tuple[Tavolo, ...]
    acts: tuple[Act, ...]
    avviso: Avviso | None
    meetings: tuple[Meeting, ...]
    lists: tuple[PublishedList, ...]
    participants: tuple[Participant, ...]
    sessions: tuple[HeldSession, ...]
    contributions: tuple[SynthesisRow, ...]
    picture: Picture
    esiti: dict[tuple[int, EsitoStep], GivenEsito]

    @cached_property
    def numbers(self) -> dict[int, int]:
        """Contribution key → its number."""
        return {row.id: row.number for row in self.contributions}

    def esito(self, contribution_id: int, step: EsitoStep) -> GivenEsito | None:
        return self.esiti.get((contribution_id, step))

    def public_side(self) -> list[Participant]:
        """The services and units that sat without a domanda."""
        kinds = {BodyKind.HEALTH_UNIT, BodyKind.MUNICIPAL_SERVICE}
        return [body for body in self.participants if body.kind in kinds]


def read_data(session: Session, here: Here) -> ReportData:
    """All the report needs, as it stands in this transaction."""
    key = here.procedure.pk
    officer = get_responsible_officer(session, here.procedure)
    return ReportData(
        here=here,
        officer=officer.name if officer else "",
        tavoli=tuple(list_tavoli(session, key)),
        acts=tuple(act for act, _ in list_acts(session, key)),
        avviso=get_avviso(session, key),
        meetings=tuple(list_meetings(session, key)),
        lists=tuple(list_published(session, key)),
        participants=tuple(list_participants(session, key)),
        sessions=_sessions(session, key),
        contributions=tuple(list_published_for_synthesis(session, key)),
        picture=load_picture(session, key),
        esiti=_esiti(session, key),
    )


def _sessions(session: Session, procedure_id: int) -> tuple[HeldSession, ...]:
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
            held_at=held.starts_at,
            bodies=present.get(held.pk, 0),
            synthesis=tuple((item["item"], item["text"]) for item in verbale.synthesis),
            outcome=verbale.outcome,
            unitary=verbale.unitary_proposal,
            positions=_positions(verbale.positions, names),
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


def _esiti(session: Session, procedure_id: int) -> dict[tuple[int, EsitoStep], GivenEsito]:
    rows = session.exec(
        select(Esito)
        .where(Esito.procedure_id == procedure_id, col(Esito.published_at).is_not(None))
        .order_by(col(Esito.sequence))
    ).all()
    return {
        (row.contribution_id, row.step): GivenEsito(
            row.outcome, row.reason, row.passed_to, row.plan_item
        )
        for row in rows
    }
