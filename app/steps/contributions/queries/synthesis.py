"""What the synthesis and the esiti draw from."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, func, or_, select

from app.people.ets.models import Ets
from app.steps.calendar.models import Meeting
from app.steps.contributions.enums import (
    FOR_SYNTHESIS,
    UNMODERATED,
    ContributionKind,
    ContributionState,
)
from app.steps.contributions.models import Contribution
from app.steps.contributions.queries.rows import joined
from app.steps.procedures.models import Tavolo


@dataclass(frozen=True, slots=True)
class SynthesisRow:
    """A contribution that needs an esito. A withheld one comes without its words."""

    id: int
    public_id: str
    number: int
    kind: ContributionKind
    state: ContributionState
    title: str
    text: str
    ets_id: int
    body_public_id: str
    body_name: str
    tavolo_id: int
    tavolo_public_id: str
    tavolo_name: str
    meeting_id: int | None
    meeting_title: str | None

    @property
    def withheld(self) -> bool:
        return self.state is ContributionState.WITHHELD


_COLUMNS = (
    Contribution.id,
    Contribution.public_id,
    Contribution.number,
    Contribution.kind,
    Contribution.state,
    Contribution.published_title,
    Contribution.published_text,
    Ets.id,
    Ets.public_id,
    Ets.name,
    Tavolo.id,
    Tavolo.public_id,
    Tavolo.name,
    Meeting.id,
    Meeting.title,
)


def select_for_synthesis(*columns: Any) -> Any:
    """A query over contributions with body, tavolo and laboratory: rows are `SynthesisRow`s,
    unless `columns` are named.
    """
    wanted = columns or _COLUMNS
    return joined(select(*wanted).select_from(Contribution))


def list_published_for_synthesis(session: Session, procedure_id: int) -> list[SynthesisRow]:
    """Published, redacted and withheld contributions by number, in their public words."""
    rows = session.exec(
        select_for_synthesis()
        .where(
            Contribution.procedure_id == procedure_id,
            col(Contribution.state).in_(FOR_SYNTHESIS),
        )
        .order_by(col(Contribution.number))
    ).all()
    return [SynthesisRow(*row) for row in rows]


def list_chosen_for_synthesis(
    session: Session,
    procedure_id: int,
    *,
    refs: Collection[str] = (),
    numbers: Collection[int] = (),
) -> list[SynthesisRow]:
    """What needs an esito and is named by public id or number, by number; one query."""
    query = select_for_synthesis().where(
        Contribution.procedure_id == procedure_id,
        col(Contribution.state).in_(FOR_SYNTHESIS),
        or_(
            col(Contribution.public_id).in_(sorted(refs)),
            col(Contribution.number).in_(sorted(numbers)),
        ),
    )
    rows = session.exec(query.order_by(col(Contribution.number))).all()
    return [SynthesisRow(*row) for row in rows]


def cut_for_synthesis(
    session: Session,
    procedure_id: int,
    where: Collection[Any],
    *,
    size: int,
    number: int,
    total: int | None = None,
) -> tuple[list[SynthesisRow], int, int]:
    """A page by number of what needs an esito, its number (never past the last) and the total.

    `total` is given where it is known without counting.
    """
    here = (Contribution.procedure_id == procedure_id, col(Contribution.state).in_(FOR_SYNTHESIS))
    query = select_for_synthesis().where(*here, *where).order_by(col(Contribution.number))
    if total is None:
        counting = select_for_synthesis(func.count()).where(*here, *where)
        total = int(session.exec(counting).one())
    number = max(1, min(number, -(-total // size)))
    rows = session.exec(query.limit(size).offset((number - 1) * size)).all()
    return [SynthesisRow(*row) for row in rows], number, total


def count_for_synthesis(session: Session, procedure_id: int) -> int:
    """How many contributions need an esito: published, redacted and withheld ones."""
    query = (
        select(func.count())
        .select_from(Contribution)
        .where(
            Contribution.procedure_id == procedure_id, col(Contribution.state).in_(FOR_SYNTHESIS)
        )
    )
    return session.exec(query).one()


def count_unmoderated(session: Session, procedure_id: int) -> int:
    """Contributions that still wait: to be examined, or sent back and not yet corrected."""
    query = (
        select(func.count())
        .select_from(Contribution)
        .where(Contribution.procedure_id == procedure_id, col(Contribution.state).in_(UNMODERATED))
    )
    return session.exec(query).one()


def list_bodies_for_synthesis(session: Session, procedure_id: int) -> list[tuple[str, str]]:
    """Bodies with a contribution that needs an esito, by name: (public id, name)."""
    rows = session.exec(
        select(Ets.public_id, Ets.name, Ets.name_key)
        .join(Contribution, col(Contribution.ets_id) == col(Ets.id))
        .where(
            Contribution.procedure_id == procedure_id, col(Contribution.state).in_(FOR_SYNTHESIS)
        )
        .distinct()
        .order_by(Ets.name_key)
    ).all()
    return [(public_id, name) for public_id, name, _ in rows]
