"""What anyone reads of the esiti: the figures, tavolo by tavolo, then each contribution."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup
from sqlmodel import Session

from app.core.web.charts import stacked_bars
from app.core.web.paging import PageOf, address, window
from app.steps.contributions.queries import SynthesisRow
from app.steps.esiti.enums import DECISIONS, Counted, Outcome
from app.steps.esiti.queries import (
    NodeAnswers,
    TallyRow,
    find_total,
    list_bodies,
    list_nodes_with_esiti,
    list_rows,
    list_tally,
)
from app.steps.esiti.views.filters import EsitoFilters, Options
from app.steps.esiti.views.path import ContributionPath, PathStep, Stop, esito_steps, paths_of
from app.steps.procedures.models import Tavolo
from app.steps.procedures.queries import Here, list_tavoli
from app.steps.synthesis.enums import NodeKind
from app.steps.synthesis.views import name_of

SIZE = 20
_LISTED = 200
_SEEN = 12  # bodies as a list that a phone shows on one screen


@dataclass(frozen=True, slots=True)
class EsitoView:
    """A contribution with its path; of one not published `app.law.reserved` keeps the rest back."""

    name: str
    kind: str
    address: str
    body: str
    body_address: str
    tavolo: str
    path: ContributionPath


@dataclass(frozen=True, slots=True)
class Counting:
    """An outcome with how many have it, what it means, and the list of those."""

    label: str
    meaning: str
    tone: str
    total: int
    address: str


@dataclass(frozen=True, slots=True)
class TavoloView:
    """A tavolo with its contributions by outcome."""

    name: str
    total: int
    address: str
    outcomes: tuple[Counting, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """The same figures drawn and in a table."""

    title: str
    svg: Markup
    headers: list[str | tuple[str, str]]
    rows: list[list[str]]


@dataclass(frozen=True, slots=True)
class PublicEsiti:
    """The public page: `total` counts all contributions, before any filter."""

    total: int
    bodies: list[tuple[str, str, int]]
    proposals: tuple[Counting, ...]
    decisions: tuple[Counting, ...]
    figures: tuple[Figure, ...]
    tavoli: tuple[TavoloView, ...]
    outcomes: Options
    listing: PageOf[EsitoView]
    of_body: str

    @property
    def body_options(self) -> Options:
        return [(ref, name) for ref, name, _ in self.bodies]

    @property
    def bodies_listed(self) -> list[tuple[str, str, int]]:
        """The bodies as links, where they are not too many to be read."""
        return self.bodies if len(self.bodies) <= _LISTED else []

    @property
    def bodies_folded(self) -> bool:
        return len(self.bodies) > _SEEN


def public_esiti(session: Session, here: Here, filters: EsitoFilters, path: str) -> PublicEsiti:
    """The published esiti of a procedure; a constant number of queries, none over all rows."""
    key = here.procedure.pk
    tally = list_tally(session, key)
    tavoli = list_tavoli(session, key)
    bodies = list_bodies(session, key)
    counted = {which: [row for row in tally if row.counted is which] for which in Counted}
    current = counted[Counted.CURRENT]
    return PublicEsiti(
        total=sum(row.total for row in current),
        bodies=bodies,
        proposals=_countings(counted[Counted.PROPOSAL], path),
        decisions=_countings(counted[Counted.DECISION], path),
        figures=_figures(tavoli, counted),
        tavoli=_by_tavolo(tavoli, current, path),
        outcomes=_used({row.outcome for row in current}),
        listing=_listing(session, here, filters, path),
        of_body=next((name for ref, name, _ in bodies if ref == filters.params["ente"]), ""),
    )


def _listing(session: Session, here: Here, filters: EsitoFilters, path: str) -> PageOf[EsitoView]:
    asked = filters.asked(public=True)
    key = here.procedure.pk
    known = find_total(session, key, asked)
    rows, number, total = list_rows(
        session, key, asked, public=True, size=SIZE, number=filters.number, total=known
    )
    paths = paths_of(session, here, {row.id: Stop(f"n. {row.number}", _title(row)) for row in rows})
    views = [_view(here, row, paths[row.id], path) for row in rows]
    return window(views, number, total, path, filters.params, SIZE)


def _title(row: SynthesisRow) -> str:
    return "non pubblicato" if row.withheld else row.title


def _view(here: Here, row: SynthesisRow, path: ContributionPath, page: str) -> EsitoView:
    hidden = row.withheld
    return EsitoView(
        name=name_of(row),
        kind="" if hidden else row.kind.label.capitalize(),
        address="" if hidden else f"/{here.scope}/contributi/{row.public_id}",
        body="" if hidden else row.body_name,
        body_address="" if hidden else address(page, {"ente": row.body_public_id}),
        tavolo=row.tavolo_name,
        path=path,
    )


def _countings(
    rows: Sequence[TallyRow], path: str, params: dict[str, str] | None = None
) -> tuple[Counting, ...]:
    totals: dict[Outcome, int] = {}
    for row in rows:
        totals[row.outcome] = totals.get(row.outcome, 0) + row.total
    return tuple(
        Counting(
            outcome.counted(totals[outcome]),
            outcome.meaning,
            outcome.tone,
            totals[outcome],
            address(path, {**(params or {}), "stato": outcome.value}) + "#contributi",
        )
        for outcome in Outcome
        if outcome in totals
    )


def _by_tavolo(
    tavoli: Sequence[Tavolo], current: Sequence[TallyRow], path: str
) -> tuple[TavoloView, ...]:
    made = []
    for tavolo in tavoli:
        own = [row for row in current if row.tavolo_id == tavolo.pk]
        params = {"tavolo": tavolo.public_id}
        if own:
            made.append(
                TavoloView(
                    tavolo.name,
                    sum(row.total for row in own),
                    address(path, params) + "#contributi",
                    _countings(own, path, params),
                )
            )
    return tuple(made)


def _figures(
    tavoli: Sequence[Tavolo], counted: dict[Counted, list[TallyRow]]
) -> tuple[Figure, ...]:
    return tuple(
        _figure(title, tavoli, counted[which])
        for which, title in (
            (Counted.PROPOSAL, "Che cosa l'ufficio propone, per tavolo"),
            (Counted.DECISION, "Che cosa l'organo ha deciso, per tavolo"),
        )
        if counted[which]
    )


def _figure(title: str, tavoli: Sequence[Tavolo], rows: Sequence[TallyRow]) -> Figure:
    counts = {(row.tavolo_id, row.outcome): row.total for row in rows}
    shown = [tavolo for tavolo in tavoli if any(row.tavolo_id == tavolo.pk for row in rows)]
    names = [tavolo.name for tavolo in shown]
    used = [outcome for outcome in Outcome if any(row.outcome is outcome for row in rows)]
    series = [(o.label, [counts.get((tavolo.pk, o), 0) for tavolo in shown]) for o in used]
    total = [sum(values[place] for _, values in series) for place in range(len(names))]
    return Figure(
        title,
        stacked_bars(title, names, series),
        ["Tavolo", *((label.capitalize(), "num") for label, _ in series), ("Totale", "num")],
        [
            [name, *(str(values[place]) for _, values in series), str(total[place])]
            for place, name in enumerate(names)
        ],
    )


def _used(outcomes: set[Outcome]) -> Options:
    ordered = [*DECISIONS, *(outcome for outcome in Outcome if outcome not in DECISIONS)]
    return [(o.value, o.label.capitalize()) for o in ordered if o in outcomes]


@dataclass(frozen=True, slots=True)
class NodeView:
    """A shared node with its published esiti and how many contributions it is drawn from."""

    code: str
    title: str
    text: str
    tavolo: str
    sources: int
    steps: tuple[PathStep, ...]


def public_nodes(session: Session, here: Here) -> list[tuple[str, list[NodeView]]]:
    """The nodes by kind, each with its published esiti; five queries."""
    nodes = list_nodes_with_esiti(session, here.procedure.pk, published=True)
    groups = (
        (kind.plural, [_node(one) for one in nodes if one.node.kind is kind]) for kind in NodeKind
    )
    return [group for group in groups if group[1]]


def _node(one: NodeAnswers) -> NodeView:
    node = one.node
    return NodeView(
        node.code, node.title, node.text, node.tavolo_name, one.sources, esito_steps(one.esiti)
    )
