"""The public pages of the year after: figures first, then each thing with where it comes from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup
from sqlmodel import Session

from app.core.i18n import date_short, number_words
from app.core.web.drawing import NARROW
from app.law.monitoring import Reach
from app.steps.esiti.enums import Outcome
from app.steps.monitoring.document import state_figure
from app.steps.monitoring.models import YearlyAccount
from app.steps.monitoring.queries.progress import ItemProgress, Progress
from app.steps.monitoring.queries.readings import ReadingRow
from app.steps.monitoring.seal import seal_of
from app.steps.monitoring.views import IndicatorView, indicator_views
from app.steps.plans.enums import ItemState


@dataclass(frozen=True, slots=True)
class StateFigure:
    """The items by state, drawn and in a table."""

    title: str
    svg: Markup
    headers: list[str | tuple[str, str]]
    rows: list[list[str]]


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item of the plan that came from the participation; `drawn` counts its contributions."""

    public_id: str
    code: str
    label: str
    title: str
    owner: str
    due: str
    state: ItemState
    overdue: bool
    nodes: tuple[str, ...]
    drawn: int
    contributions: tuple[tuple[str, str], ...]
    indicators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProgressView:
    figures: tuple[tuple[str, str], ...]
    states: StateFigure | None
    items: tuple[ItemView, ...]
    indicators: tuple[IndicatorView, ...]


def progress_view(progress: Progress) -> ProgressView:
    """Where things stand on `progress.on`, with indicators judged by their own last year."""
    names = {("item", item.id): f"{item.code}, {item.title}" for item in progress.items}
    names |= {
        ("node", node.id): f"{node.code}, {node.title}"
        for item in progress.items
        for node in item.nodes
    }
    views = tuple(indicator_views(progress.indicators, names))
    return ProgressView(
        figures=_figures(progress, views),
        states=_states(progress) if progress.items else None,
        items=tuple(_item(item) for item in sorted(progress.items, key=_late_first)),
        indicators=views,
    )


def _figures(progress: Progress, views: Sequence[IndicatorView]) -> tuple[tuple[str, str], ...]:
    decided, states = progress.decided, progress.states
    whole, part = decided.get(Outcome.TAKEN_UP, 0), decided.get(Outcome.TAKEN_UP_IN_PART, 0)
    judged = [view for view in views if view.reach not in {Reach.NO_TARGET, Reach.NO_VALUE}]
    reached = sum(view.reach is Reach.REACHED for view in judged)
    return (
        ("Contributi degli enti", number_words(progress.contributions)),
        ("Accolti dall'organo", f"{whole} per intero, {part} in parte"),
        ("Voci del piano nate dai contributi", number_words(len(progress.items))),
        ("Già realizzate", number_words(states[ItemState.DONE])),
        ("In corso", number_words(states[ItemState.UNDER_WAY])),
        ("In ritardo", number_words(progress.overdue)),
        ("Indicatori misurati che hanno raggiunto l'obiettivo", f"{reached} su {len(judged)}"),
    )


def _states(progress: Progress) -> StateFigure:
    made = state_figure(progress, NARROW)
    assert made.table is not None
    headers: list[str | tuple[str, str]] = [made.table.headers[0]]
    headers += [(header, "num") for header in made.table.headers[1:]]
    rows = [[str(cell) for cell in row] for row in made.table.rows]
    return StateFigure(made.caption, Markup(made.svg), headers, rows)  # noqa: S704  made by us


def _late_first(item: ItemProgress) -> tuple[bool, date]:
    return (not item.overdue, item.due_on or date.max)


def _item(item: ItemProgress) -> ItemView:
    return ItemView(
        public_id=item.public_id,
        code=item.code,
        label=item.level.label.capitalize(),
        title=item.title,
        owner=item.owner,
        due=date_short(item.due_on) if item.due_on else "",
        state=item.state,
        overdue=item.overdue,
        nodes=tuple(f"{node.code} {node.title}" for node in item.nodes),
        drawn=item.drawn,
        contributions=tuple((one.name, one.address) for one in item.contributions),
        indicators=tuple(row.name for row in item.indicators),
    )


@dataclass(frozen=True, slots=True)
class ReadingView:
    """A reading as it was given; `intact` says whether the seal is what its words make."""

    public_id: str
    committee: str
    given_at: datetime
    version: int
    seal: str
    intact: bool
    answers: list[dict[str, str]]
    replies: tuple[tuple[datetime, str], ...]


def reading_views(session: Session, rows: Sequence[ReadingRow]) -> list[ReadingView]:
    """Each reading with its seal made anew from what it says."""
    accounts = {
        row.reading.account_id: session.get_one(YearlyAccount, row.reading.account_id)
        for row in rows
    }
    return [_reading(row, accounts[row.reading.account_id]) for row in rows]


def _reading(row: ReadingRow, account: YearlyAccount) -> ReadingView:
    reading = row.reading
    made = seal_of(
        account=account.public_id,
        content=row.content,
        committee=reading.committee,
        answers=reading.answers,
        given_at=reading.given_at,
    )
    return ReadingView(
        public_id=reading.public_id,
        committee=reading.committee,
        given_at=reading.given_at,
        version=row.version,
        seal=reading.seal,
        intact=made == reading.seal,
        answers=reading.answers,
        replies=tuple((reply.at, reply.text) for reply in row.replies),
    )
