"""Where things stand: what came from the participation, what became of it, how it is measured.

Read once, in a constant number of queries; every word in it may be published.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from app.law.monitoring import Reach, is_overdue
from app.steps.contributions.queries import SynthesisRow, list_published_for_synthesis
from app.steps.coverage.queries import list_links
from app.steps.esiti.enums import EsitoState, EsitoStep, Outcome
from app.steps.esiti.models import Esito
from app.steps.monitoring.picture import IndicatorRow
from app.steps.monitoring.queries.indicators import list_indicators
from app.steps.plans.enums import AWAITED, ItemState, Level
from app.steps.plans.models import PlanItem
from app.steps.plans.queries import list_items
from app.steps.synthesis.queries import NodeRow, Picture, load_picture
from app.steps.synthesis.views import name_of

TAKEN = frozenset({Outcome.TAKEN_UP, Outcome.TAKEN_UP_IN_PART})


@dataclass(frozen=True, slots=True)
class Contributed:
    """A contribution in the words that may be read; `address` is empty where it is withheld."""

    id: int
    number: int
    name: str
    ets_id: int
    outcome: Outcome | None
    address: str


@dataclass(frozen=True, slots=True)
class ItemProgress:
    """An item of the plan that came from the participation, on a day."""

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
    contributions: tuple[Contributed, ...]
    indicators: tuple[IndicatorRow, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """All of it on the day `on`; `others` counts the plan's other items by state."""

    on: date
    contributions: tuple[Contributed, ...]
    nodes: int
    items: tuple[ItemProgress, ...]
    others: Mapping[ItemState, int]
    indicators: tuple[IndicatorRow, ...]

    @property
    def decided(self) -> Counter[Outcome]:
        """How many contributions have which of the organ's decisions."""
        return Counter(each.outcome for each in self.contributions if each.outcome in _DECISIONS)

    @property
    def taken(self) -> int:
        """Contributions taken up by the organ, in whole or in part."""
        return sum(self.decided[outcome] for outcome in TAKEN)

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


_DECISIONS = frozenset({*TAKEN, Outcome.NOT_TAKEN_UP})


def read_progress(session: Session, scope: str, procedure_id: int, on: date) -> Progress:
    """Everything as it is recorded now, overdue judged on the day `on` (in Rome).

    `scope` is the procedure's public address. Only published contributions and esiti are in it.
    """
    rows = list_published_for_synthesis(session, procedure_id)
    outcomes = _outcomes(session, procedure_id)
    contributions = {row.id: _contributed(row, scope, outcomes) for row in rows}
    picture = load_picture(session, procedure_id)
    plan = list_items(session, procedure_id)
    nodes_of: dict[int, list[int]] = {}
    for link in list_links(session, procedure_id):
        nodes_of.setdefault(link.item_id, []).append(link.node_id)
    indicators = tuple(list_indicators(session, procedure_id))
    drawn = _drawn(picture, contributions)
    items = tuple(
        _progress(item, picture, nodes_of[item.pk], drawn, indicators, on)
        for item in plan
        if item.pk in nodes_of
    )
    others = Counter(
        item.state for item in plan if item.pk not in nodes_of and item.level is Level.ACTIVITY
    )
    return Progress(
        on, tuple(contributions.values()), len(picture.nodes), items, others, indicators
    )


def _outcomes(session: Session, procedure_id: int) -> dict[int, Outcome]:
    """Contribution key → its last published outcome, a decision before any proposal."""
    found: list[tuple[int, EsitoStep, Outcome]] = [
        (key, EsitoStep(step), Outcome(outcome))
        for key, step, outcome in session.exec(
            select(Esito.contribution_id, Esito.step, Esito.outcome)
            .where(Esito.procedure_id == procedure_id, Esito.state == EsitoState.PUBLISHED)
            .order_by(col(Esito.contribution_id), col(Esito.sequence))
        ).all()
    ]
    found.sort(key=lambda row: row[1] is EsitoStep.DECISION)
    return {key: outcome for key, _, outcome in found}


def _contributed(row: SynthesisRow, scope: str, outcomes: Mapping[int, Outcome]) -> Contributed:
    address = "" if row.withheld else f"/{scope}/contributi/{row.public_id}"
    return Contributed(row.id, row.number, name_of(row), row.ets_id, outcomes.get(row.id), address)


def _drawn(
    picture: Picture, contributions: Mapping[int, Contributed]
) -> dict[int, list[Contributed]]:
    """Node key → the contributions that it, or a node that leads to it, is drawn from."""
    found: dict[int, list[Contributed]] = {}
    for key, contribution in contributions.items():
        for node in picture.reached_from(key):
            found.setdefault(node.id, []).append(contribution)
    return found


def _progress(
    item: PlanItem,
    picture: Picture,
    nodes: Iterable[int],
    drawn: Mapping[int, list[Contributed]],
    indicators: Iterable[IndicatorRow],
    on: date,
) -> ItemProgress:
    tied = picture.named(nodes)
    keys = {node.id for node in tied}
    named = {one.id: one for node in tied for one in drawn.get(node.id, ())}
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
        nodes=tuple(tied),
        contributions=tuple(sorted(named.values(), key=lambda one: one.number)),
        indicators=tuple(
            row for row in indicators if row.item_id == item.pk or row.node_id in keys
        ),
    )
