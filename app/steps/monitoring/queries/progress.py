"""Where things stand: what came from the participation, what became of it, how it is measured.

Read once, in a constant number of queries; every word in it may be published.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from app.law.monitoring import Reach, is_overdue
from app.steps.contributions.queries import SynthesisRow, count_for_synthesis
from app.steps.coverage.queries import list_links
from app.steps.esiti.enums import DECISIONS, Counted, Outcome
from app.steps.esiti.queries import list_tally
from app.steps.monitoring.picture import IndicatorRow
from app.steps.monitoring.queries.drawn import NOTHING, Drawn, list_drawn
from app.steps.monitoring.queries.indicators import list_indicators
from app.steps.plans.enums import AWAITED, ItemState, Level
from app.steps.plans.models import PlanItem
from app.steps.plans.queries import list_items
from app.steps.synthesis.queries import NodeRow, list_nodes
from app.steps.synthesis.views import name_of


@dataclass(frozen=True, slots=True)
class Contributed:
    """A contribution in the words that may be read; `address` is empty where it is withheld."""

    id: int
    number: int
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class ItemProgress:
    """An item of the plan that came from the participation, on a day.

    `drawn` counts what it came from; `contributions` are the first of them, or all.
    """

    id: int
    public_id: str
    code: str
    level: Level
    title: str
    owner: str
    due_on: date | None
    state: ItemState
    overdue: bool
    nodes: tuple[NodeRow, ...]
    drawn: int
    contributions: tuple[Contributed, ...]
    indicators: tuple[IndicatorRow, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """All of it on the day `on`; `others` counts the plan's other items by state.

    `decided` counts the contributions that have each of the organ's decisions.
    """

    on: date
    contributions: int
    decided: Mapping[Outcome, int]
    items: tuple[ItemProgress, ...]
    others: Mapping[ItemState, int]
    indicators: tuple[IndicatorRow, ...]

    @property
    def states(self) -> Counter[ItemState]:
        """How many of the items from the participation are in which state."""
        return Counter(item.state for item in self.items)

    @property
    def overdue(self) -> int:
        return sum(item.overdue for item in self.items)

    def reached(self, year: int) -> Counter[Reach]:
        """How many indicators stand how to the target of `year`."""
        return Counter(row.reach(year) for row in self.indicators)

    def judged(self, year: int) -> int:
        """How many indicators have a target for `year` and a value to hold against it."""
        unjudged = {Reach.NO_TARGET, Reach.NO_VALUE}
        return sum(row.reach(year) not in unjudged for row in self.indicators)

    def next_due(self) -> date | None:
        """The first day that is still to come on which something awaited is due."""
        days = [
            item.due_on
            for item in self.items
            if item.due_on and item.state in AWAITED and not item.overdue
        ]
        return min(days, default=None)


def read_progress(
    session: Session, scope: str, procedure_id: int, on: date, *, most: int | None = None
) -> Progress:
    """Everything as it is recorded now, overdue judged on the day `on` (in Rome).

    `scope` is the procedure's public address. Only published contributions and esiti are in it:
    of each item the first `most` contributions, where they are not all wanted.
    """
    nodes = list_nodes(session, procedure_id)
    plan = list_items(session, procedure_id)
    tied: dict[int, set[int]] = {}
    for link in list_links(session, procedure_id):
        tied.setdefault(link.item_id, set()).add(link.node_id)
    drawn = list_drawn(session, procedure_id, most=most)
    indicators = tuple(list_indicators(session, procedure_id))
    items = tuple(
        _progress(
            item,
            [node for node in nodes if node.id in tied[item.pk]],
            drawn.get(item.pk, NOTHING),
            scope,
            indicators,
            on,
        )
        for item in plan
        if item.pk in tied
    )
    others = Counter(
        item.state for item in plan if item.pk not in tied and item.level is Level.ACTIVITY
    )
    total = count_for_synthesis(session, procedure_id)
    decided = _decided(session, procedure_id)
    return Progress(on, total, decided, items, others, indicators)


def _decided(session: Session, procedure_id: int) -> Counter[Outcome]:
    found: Counter[Outcome] = Counter()
    for row in list_tally(session, procedure_id):
        if row.counted is Counted.CURRENT and row.outcome in DECISIONS:
            found[row.outcome] += row.total
    return found


def contributed(row: SynthesisRow, scope: str) -> Contributed:
    """A contribution as the pages of the procedure at `scope` name it."""
    address = "" if row.withheld else f"/{scope}/contributi/{row.public_id}"
    return Contributed(row.id, row.number, name_of(row), address)


def _progress(
    item: PlanItem,
    nodes: Sequence[NodeRow],
    drawn: Drawn,
    scope: str,
    indicators: Iterable[IndicatorRow],
    on: date,
) -> ItemProgress:
    keys = {node.id for node in nodes}
    return ItemProgress(
        id=item.pk,
        public_id=item.public_id,
        code=item.code,
        level=item.level,
        title=item.title,
        owner=item.owner,
        due_on=item.due_on,
        state=item.state,
        overdue=is_overdue(item.due_on, item.state in AWAITED, on),
        nodes=tuple(nodes),
        drawn=drawn.total,
        contributions=tuple(contributed(row, scope) for row in drawn.rows),
        indicators=tuple(
            row for row in indicators if row.item_id == item.pk or row.node_id in keys
        ),
    )
