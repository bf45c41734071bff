"""What anyone reads: published words only; the original is not even loaded."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select

from app.core.errors import NotFoundError
from app.core.files.models import StoredFile
from app.people.ets.models import Ets
from app.steps.calendar.models import Meeting
from app.steps.contributions.enums import PUBLIC, ContributionKind, ContributionState, Moment
from app.steps.contributions.models import Contribution, ContributionFile, ContributionTally
from app.steps.contributions.queries.rows import (
    EXCERPT,
    Filters,
    Listing,
    PublicRow,
    conditions,
    count_and_cut,
    joined,
)
from app.steps.procedures.models import Tavolo


@dataclass(frozen=True, slots=True)
class PublicContribution:
    """A published contribution, whole, as anyone may read it."""

    id: int
    public_id: str
    number: int
    kind: ContributionKind
    state: ContributionState
    moment: Moment | None
    title: str
    text: str
    details: dict[str, Any]
    body_public_id: str
    body_name: str
    tavolo_public_id: str
    tavolo_name: str
    meeting_public_id: str | None
    meeting_title: str | None
    meeting_starts_at: datetime | None
    submitted_at: datetime
    published_at: datetime


_ROW = (
    Contribution.public_id,
    Contribution.number,
    Contribution.kind,
    Contribution.state,
    Contribution.published_title,
    func.substr(Contribution.published_text, 1, EXCERPT),
    Ets.public_id,
    Ets.name,
    Tavolo.public_id,
    Tavolo.name,
    Meeting.title,
    Contribution.published_at,
)
_WHOLE = (
    Contribution.id,
    Contribution.public_id,
    Contribution.number,
    Contribution.kind,
    Contribution.state,
    Contribution.moment,
    Contribution.published_title,
    Contribution.published_text,
    Contribution.published_details,
    Ets.public_id,
    Ets.name,
    Tavolo.public_id,
    Tavolo.name,
    Meeting.public_id,
    Meeting.title,
    Meeting.starts_at,
    Contribution.submitted_at,
    Contribution.published_at,
)


def list_public(
    session: Session, procedure_id: int, filters: Filters, page: int = 1
) -> Listing[PublicRow]:
    """The published contributions of a procedure by number, one page of them; two queries."""
    where = [
        col(Contribution.procedure_id) == procedure_id,
        col(Contribution.state).in_(PUBLIC),
        *conditions(filters, col(Contribution.public_key)),
    ]
    query = joined(select(*_ROW)).order_by(col(Contribution.number))  # type: ignore[call-overload]
    by_row = filters.q or filters.meeting or filters.state
    known = None if by_row else _tallied(session, procedure_id, filters)
    rows, number, total = count_and_cut(session, query, where, page, known)
    return Listing(tuple(PublicRow(*row) for row in rows), number, total)


def _tallied(session: Session, procedure_id: int, filters: Filters) -> int:
    """How many a list holds, from the counts that the moves keep: its cost does not grow."""
    wanted: list[tuple[Any, Any]] = [
        (Tavolo.public_id, filters.tavolo),
        (Ets.public_id, filters.body),
        (ContributionTally.kind, filters.kind),
    ]
    query = (
        select(func.coalesce(func.sum(ContributionTally.total), 0))
        .join(Ets, col(ContributionTally.ets_id) == col(Ets.id))
        .join(Tavolo, col(ContributionTally.tavolo_id) == col(Tavolo.id))
        .where(
            ContributionTally.procedure_id == procedure_id,
            *(col(column) == value for column, value in wanted if value),
        )
    )
    return int(session.exec(query).one())


def get_public(session: Session, procedure_id: int, public_id: str) -> PublicContribution:
    """A published contribution of this procedure. Raises NotFoundError."""
    row = session.exec(
        joined(select(*_WHOLE)).where(  # type: ignore[call-overload]
            Contribution.procedure_id == procedure_id,
            Contribution.public_id == public_id,
            col(Contribution.state).in_(PUBLIC),
        )
    ).first()
    if row is None:
        raise NotFoundError
    return PublicContribution(*row)


def list_public_named(
    session: Session, procedure_id: int, refs: Collection[str]
) -> list[tuple[str, int, int]]:
    """Those of `refs`, public ids, that are published: (public id, number, key of its tavolo)."""
    query = (
        select(Contribution.public_id, col(Contribution.number), Contribution.tavolo_id)
        .where(
            Contribution.procedure_id == procedure_id,
            col(Contribution.public_id).in_(refs),
            col(Contribution.state).in_(PUBLIC),
        )
        .order_by(col(Contribution.number))
    )
    return [(ref, number or 0, tavolo) for ref, number, tavolo in session.exec(query)]


def list_public_files(session: Session, contribution_id: int) -> list[StoredFile]:
    """The files let out with a contribution, in their order."""
    return list(
        session.exec(
            select(StoredFile)
            .join(ContributionFile, col(ContributionFile.file_id) == col(StoredFile.id))
            .where(
                ContributionFile.contribution_id == contribution_id,
                col(ContributionFile.public).is_(True),
            )
            .order_by(col(ContributionFile.position))
        ).all()
    )


def list_public_bodies(session: Session, procedure_id: int) -> list[tuple[str, str]]:
    """Bodies with a published contribution, by name: (public id, name)."""
    rows = session.exec(
        select(Ets.public_id, Ets.name, Ets.name_key)
        .join(ContributionTally, col(ContributionTally.ets_id) == col(Ets.id))
        .where(ContributionTally.procedure_id == procedure_id)
        .distinct()
        .order_by(Ets.name_key)
    ).all()
    return [(public_id, name) for public_id, name, _ in rows]
