"""The contributions as the report tells them, read as columns: there may be thousands."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from app.people.ets.models import Ets
from app.steps.calendar.models import Meeting
from app.steps.contributions.enums import (
    FOR_SYNTHESIS,
    PUBLIC,
    ContributionKind,
    ContributionState,
)
from app.steps.contributions.models import Contribution, ModerationStep
from app.steps.contributions.queries.rows import joined
from app.steps.procedures.models import Tavolo

_MODERATED = (ContributionState.REDACTED, ContributionState.WITHHELD)
_COLUMNS = (
    Contribution.id,
    Contribution.number,
    Contribution.kind,
    Contribution.state,
    Contribution.published_title,
    Contribution.published_text,
    Contribution.published_details,
    Ets.name,
    Tavolo.id,
    Tavolo.name,
    Meeting.title,
)


@dataclass(frozen=True, slots=True)
class Told:
    """A contribution in its public words; a withheld one comes without any.

    `kind` is None where it is reserved.
    `moderation` is the officer's reason for omissis or for not publishing it.
    """

    id: int
    number: int
    kind: ContributionKind | None
    state: ContributionState
    title: str
    text: str
    details: dict[str, Any]
    body: str
    tavolo_id: int
    tavolo: str
    meeting: str
    moderation: str

    @property
    def withheld(self) -> bool:
        return self.state is ContributionState.WITHHELD

    @property
    def name(self) -> str:
        """How it is called in tables."""
        return f"n. {self.number} {self.title}" if self.title else f"n. {self.number}"


def read_contributions(session: Session, procedure_id: int) -> tuple[Told, ...]:
    """Published, redacted and withheld contributions by number; two queries."""
    reasons = _reasons(session, procedure_id)
    rows = session.exec(
        joined(select(*_COLUMNS))  # type: ignore[call-overload]
        .where(
            Contribution.procedure_id == procedure_id,
            col(Contribution.state).in_(FOR_SYNTHESIS),
        )
        .order_by(col(Contribution.number))
    ).all()
    return tuple(_told(row, reasons.get((row[0], row[3]), "")) for row in rows)


def _told(row: Any, moderation: str) -> Told:
    key, number, kind, state, title, text, details, body, tavolo_id, tavolo, meeting = row
    if state not in PUBLIC:
        title, text, details = "", "", {}
    return Told(
        key, number, kind, state, title, text, details, body, tavolo_id, tavolo, meeting or "",
        moderation,
    )  # fmt: skip


def _reasons(session: Session, procedure_id: int) -> dict[tuple[int, ContributionState], str]:
    """The last reason for each state that a contribution was put into."""
    rows = session.exec(
        select(ModerationStep.contribution_id, ModerationStep.to_state, ModerationStep.reason)
        .join(Contribution, col(ModerationStep.contribution_id) == col(Contribution.id))
        .where(
            Contribution.procedure_id == procedure_id,
            col(ModerationStep.to_state).in_(_MODERATED),
        )
        .order_by(col(ModerationStep.id))
    ).all()
    found: dict[tuple[int, ContributionState], str] = {}
    for key, state, reason in rows:
        found[key, ContributionState(state)] = reason
    return found
