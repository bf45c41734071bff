"""What the office reads: everything that was filed; drafts never."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case
from sqlmodel import Session, col, func, or_, select

from app.core.errors import NotFoundError
from app.core.files.models import StoredFile
from app.people.accounts.models import Account
from app.people.ets.models import Ets
from app.steps.calendar.models import Meeting
from app.steps.contributions.enums import (
    FILED,
    UNMODERATED,
    ContributionKind,
    ContributionState,
)
from app.steps.contributions.models import Contribution, ContributionFile, ModerationStep
from app.steps.contributions.queries.rows import (
    EXCERPT,
    Filters,
    Listing,
    conditions,
    count_and_cut,
    joined,
    locked,
)
from app.steps.laboratories.enums import WAS_THERE
from app.steps.laboratories.models import Attendance, Seat
from app.steps.procedures.models import Tavolo


@dataclass(frozen=True, slots=True)
class Whole:
    """A contribution with what it belongs to."""

    contribution: Contribution
    ets: Ets
    tavolo: Tavolo
    meeting: Meeting | None


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """A filed contribution in the office's list, in its original words."""

    public_id: str
    number: int
    kind: ContributionKind
    state: ContributionState
    title: str
    excerpt: str
    body_name: str
    tavolo_name: str
    meeting_title: str | None
    submitted_at: datetime
    entered_by_id: int | None
    files: int


@dataclass(frozen=True, slots=True)
class BodyInRoom:
    """A body whose words the office may type: it sits at a tavolo, or was seen at a session."""

    id: int
    public_id: str
    name: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """One line of the log of moderation."""

    from_state: ContributionState
    to_state: ContributionState
    reason: str
    by: str
    at: datetime


_FILES = (
    select(func.count())
    .select_from(ContributionFile)
    .where(ContributionFile.contribution_id == Contribution.id)
    .correlate(Contribution)
    .scalar_subquery()
)
_ROW = (
    Contribution.public_id,
    Contribution.number,
    Contribution.kind,
    Contribution.state,
    Contribution.title,
    func.substr(Contribution.text, 1, EXCERPT),
    Ets.name,
    Tavolo.name,
    Meeting.title,
    Contribution.submitted_at,
    Contribution.entered_by_id,
    _FILES,
)


def list_for_office(
    session: Session, procedure_id: int, filters: Filters, page: int = 1
) -> Listing[OfficeRow]:
    """What was filed in a procedure, what waits first, then by number; one page, two queries."""
    where = [
        col(Contribution.procedure_id) == procedure_id,
        col(Contribution.state).in_(FILED),
        *conditions(filters, col(Contribution.filed_key)),
    ]
    waits = case((col(Contribution.state).in_(UNMODERATED), 0), else_=1)
    query = joined(select(*_ROW)).order_by(waits, col(Contribution.number))  # type: ignore[call-overload]
    rows, number, total = count_and_cut(session, query, where, page)
    return Listing(tuple(OfficeRow(*row) for row in rows), number, total)


def count_by_state(session: Session, procedure_id: int) -> dict[ContributionState, int]:
    """How many filed contributions stand in each state."""
    rows = session.exec(
        select(Contribution.state, func.count())
        .where(Contribution.procedure_id == procedure_id, col(Contribution.state).in_(FILED))
        .group_by(col(Contribution.state))
    ).all()
    return {ContributionState(state): number for state, number in rows}


def get_filed(session: Session, procedure_id: int, public_id: str, *, lock: bool = False) -> Whole:
    """A filed contribution of this procedure, for its office. Raises NotFoundError."""
    query = joined(select(Contribution, Ets, Tavolo, Meeting)).where(
        Contribution.procedure_id == procedure_id,
        Contribution.public_id == public_id,
        col(Contribution.state).in_(FILED),
    )
    row = session.exec(locked(query) if lock else query).first()
    if row is None:
        raise NotFoundError
    return Whole(*row)


def list_bodies_in_room(session: Session, procedure_id: int) -> list[BodyInRoom]:
    """Bodies with a running seat, or that were present at a session, by name; one query."""
    seated = select(Seat.ets_id).where(
        Seat.procedure_id == procedure_id, col(Seat.ended_at).is_(None)
    )
    present = select(Attendance.ets_id).where(
        Attendance.procedure_id == procedure_id, col(Attendance.status).in_(WAS_THERE)
    )
    rows = session.exec(
        select(Ets.id, Ets.public_id, Ets.name)
        .where(or_(col(Ets.id).in_(seated), col(Ets.id).in_(present)))
        .order_by(Ets.name_key, col(Ets.id))
    ).all()
    return [BodyInRoom(*row) for row in rows]


def find_same_original(session: Session, contribution: Contribution, sha256: str) -> int | None:
    """The number of the same body's contribution with the same original, unless withdrawn."""
    return session.exec(
        select(Contribution.number).where(
            Contribution.ets_id == contribution.ets_id,
            Contribution.procedure_id == contribution.procedure_id,
            Contribution.original_sha256 == sha256,
            Contribution.id != contribution.id,
            col(Contribution.state).in_(FILED - {ContributionState.WITHDRAWN}),
        )
    ).first()


def next_number(session: Session, procedure_id: int) -> int:
    """The number after the last given in this procedure; call it with the procedure locked."""
    query = select(func.max(Contribution.number)).where(Contribution.procedure_id == procedure_id)
    return (session.exec(query).one() or 0) + 1


def get_by_key(session: Session, contribution_id: int) -> Contribution:
    """For what points at a contribution by its key. Raises NotFoundError."""
    found = session.get(Contribution, contribution_id)
    if found is None:
        raise NotFoundError
    return found


def list_files(session: Session, contribution_id: int) -> list[tuple[ContributionFile, StoredFile]]:
    """The files of a contribution in their order; authorise its reading first."""
    rows = session.exec(
        select(ContributionFile, StoredFile)
        .join(StoredFile, col(ContributionFile.file_id) == col(StoredFile.id))
        .where(ContributionFile.contribution_id == contribution_id)
        .order_by(col(ContributionFile.position), col(ContributionFile.id))
    ).all()
    return [(link, file) for link, file in rows]


def get_file(
    session: Session, contribution_id: int, public_id: str
) -> tuple[ContributionFile, StoredFile]:
    """One file of a contribution; authorise its reading first. Raises NotFoundError."""
    for link, file in list_files(session, contribution_id):
        if file.public_id == public_id:
            return link, file
    raise NotFoundError


def count_links(session: Session, file_id: int) -> int:
    """How many contributions hold this file: a correction shares those of its original."""
    query = select(func.count()).select_from(ContributionFile)
    return session.exec(query.where(ContributionFile.file_id == file_id)).one()


def list_steps(session: Session, contribution_id: int) -> list[StepRow]:
    """The log of moderation, oldest first, with the names of who made each step."""
    rows = session.exec(
        select(ModerationStep, Account.given_name, Account.family_name)
        .join(Account, col(ModerationStep.by_id) == col(Account.id))
        .where(ModerationStep.contribution_id == contribution_id)
        .order_by(col(ModerationStep.id))
    ).all()
    return [
        StepRow(step.from_state, step.to_state, step.reason, f"{given} {family}", step.at)
        for step, given, family in rows
    ]
