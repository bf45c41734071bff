"""What lists of contributions carry, and how they are filtered and cut into pages."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, false
from sqlmodel import Session, col, func, or_, select

from app.core.text import sort_key
from app.people.ets.models import Ets
from app.steps.calendar.models import Meeting
from app.steps.contributions.enums import ContributionKind, ContributionState
from app.steps.contributions.models import Contribution
from app.steps.procedures.models import Tavolo

PAGE_SIZE = 20
EXCERPT = 280
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; `tavolo`, `meeting` and `body` are public ids."""

    q: str = ""
    tavolo: str = ""
    meeting: str = ""
    kind: ContributionKind | None = None
    body: str = ""
    state: ContributionState | None = None


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """One page of rows: `number` is the page shown, from 1; `total` counts all rows."""

    rows: tuple[T, ...]
    number: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))


@dataclass(frozen=True, slots=True)
class PublicRow:
    """A published contribution in a list: published words only, no person."""

    public_id: str
    number: int
    kind: ContributionKind
    state: ContributionState
    title: str
    excerpt: str
    body_public_id: str
    body_name: str
    tavolo_public_id: str
    tavolo_name: str
    meeting_title: str | None
    published_at: datetime


def conditions(filters: Filters, words: Any) -> list[ColumnElement[bool]]:
    """The filters as conditions; `words` is the folded column that the text is sought in."""
    wanted: list[tuple[Any, Any]] = [
        (Tavolo.public_id, filters.tavolo),
        (Meeting.public_id, filters.meeting),
        (Ets.public_id, filters.body),
        (Contribution.kind, filters.kind),
        (Contribution.state, filters.state),
    ]
    found = [col(column) == value for column, value in wanted if value]
    return found + [says(word, words) for word in sort_key(filters.q).split()]


def says(word: str, words: Any) -> ColumnElement[bool]:
    """Whether the folded column `words`, or the name that the body has now, contains `word`."""
    columns = (words, col(Ets.name_key))
    return or_(*(column.contains(word, autoescape=True) for column in columns))


def has_number(word: str) -> ColumnElement[bool]:
    """Whether `word` is the number of the contribution."""
    small = word.isascii() and word.isdigit() and len(word) < 9
    return col(Contribution.number) == int(word) if small else false()


def joined(query: Any) -> Any:
    """`query` over contributions, with body, tavolo and (where one is named) laboratory."""
    return (
        query.join(Ets, col(Contribution.ets_id) == col(Ets.id))
        .join(Tavolo, col(Contribution.tavolo_id) == col(Tavolo.id))
        .outerjoin(Meeting, col(Contribution.meeting_id) == col(Meeting.id))
    )


def locked(query: Any) -> Any:
    """`query` holding its contributions until the transaction ends, read afresh."""
    held = query.with_for_update(of=Contribution)
    return held.execution_options(populate_existing=True)


def count_and_cut(
    session: Session,
    query: Select[Any],
    where: list[ColumnElement[bool]],
    page: int,
    total: int | None = None,
) -> tuple[Any, int, int]:
    """The rows of one page, its number (never past the last) and the total: two queries.

    `total` is given where it is known without counting.
    """
    if total is None:
        counting = joined(select(func.count()).select_from(Contribution)).where(*where)
        total = int(session.exec(counting).one())
    number = max(1, min(page, -(-total // PAGE_SIZE)))
    cut = query.where(*where).limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)
    return session.exec(cut).all(), number, total  # type: ignore[call-overload]
