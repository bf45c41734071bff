"""The path of a contribution: into which nodes it went, into which item of the plan, its esiti."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from app.core.i18n import date_words
from app.steps.contributions.queries import PublicContribution
from app.steps.esiti.queries import (
    EsitoRow,
    PlanRow,
    list_linked_items,
    list_node_esiti,
    list_published_of,
)
from app.steps.plans.navigation import item_page
from app.steps.procedures.navigation import public_address
from app.steps.procedures.queries import Here
from app.steps.synthesis.enums import NodeKind
from app.steps.synthesis.picture import NodeRow, Picture
from app.steps.synthesis.queries import is_public
from app.steps.synthesis.queries.paths import load_around

_STAGES = (
    ("Bisogno", (NodeKind.NEED,)),
    ("Obiettivo", (NodeKind.OBJECTIVE,)),
    ("Intervento", (NodeKind.INTERVENTION, NodeKind.AREA)),
)


@dataclass(frozen=True, slots=True)
class Stop:
    """A thing on the path: a node with what became of it, or an item of the plan."""

    code: str
    title: str
    chip: str = ""
    tone: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """The things of one kind on the path."""

    label: str
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class PathStep:
    """A published esito in words; `note` has date, author and act."""

    label: str
    title: str
    tone: str
    meaning: str
    text: str
    note: str
    inherited: str = ""


@dataclass(frozen=True, slots=True)
class ContributionPath:
    """The path as it is drawn, and every published esito in the order it was given."""

    stages: tuple[Stage, ...]
    steps: tuple[PathStep, ...]

    @property
    def last(self) -> PathStep | None:
        return self.steps[-1] if self.steps else None


def path_of(session: Session, here: Here, contribution: PublicContribution) -> ContributionPath:
    """The path of a public contribution; at most ten queries, whatever the procedure's size.

    Empty until the synthesis and the esiti are published.
    """
    if not is_public(session, here.procedure.pk):
        return ContributionPath((), ())
    own = Stop(f"n. {contribution.number}", contribution.title)
    return paths_of(session, here, {contribution.id: own})[contribution.id]


def paths_of(
    session: Session, here: Here, contributions: dict[int, Stop]
) -> dict[int, ContributionPath]:
    """The paths of some contributions, given as their first stop; for public pages."""
    key = here.procedure.pk
    picture = load_around(session, key, contributions)
    nodes = [node.id for node in picture.nodes]
    said = _current(list_node_esiti(session, key, nodes, published=True))
    items = list_linked_items(session, key, nodes)
    esiti: dict[int, list[EsitoRow]] = {}
    for esito in list_published_of(session, *contributions):
        esiti.setdefault(esito.key, []).append(esito)
    return {
        one: ContributionPath(
            _stages(own, picture, one, said, _planned(here, found)),
            esito_steps(esiti.get(one, ())),
        )
        for one, own in contributions.items()
        for found in (_items(picture, one, items, esiti.get(one, [])),)
    }


def _current(rows: Iterable[EsitoRow]) -> dict[int, EsitoRow]:
    """Node key → its last published esito: decisions come after proposals."""
    return {row.key: row for row in rows}


def _items(
    picture: Picture,
    contribution: int,
    linked: dict[int, list[PlanRow]],
    esiti: Sequence[EsitoRow],
) -> Collection[PlanRow]:
    """The items that its last esito names, and those its nodes went into."""
    found = {esito.plan.code: esito.plan for esito in esiti[-1:] if esito.plan}
    for node in picture.reached_from(contribution):
        found |= {item.code: item for item in linked.get(node.id, ())}
    return found.values()


def _stages(
    own: Stop,
    picture: Picture,
    contribution: int,
    said: dict[int, EsitoRow],
    planned: tuple[Stop, ...],
) -> tuple[Stage, ...]:
    reached = picture.reached_from(contribution)
    stages = [Stage("Contributo", (own,))]
    for label, kinds in _STAGES:
        stops = tuple(_stop(node, said.get(node.id)) for node in reached if node.kind in kinds)
        if stops:
            stages.append(Stage(label, stops))
    if planned:
        stages.append(Stage("Voce del piano", planned))
    return tuple(stages)


def _planned(here: Here, items: Iterable[PlanRow]) -> tuple[Stop, ...]:
    return tuple(
        Stop(
            each.code,
            each.title,
            each.state.label,
            each.state.tone,
            public_address(here, item_page(each.public_id)),
        )
        for each in items
    )


def _stop(node: NodeRow, esito: EsitoRow | None) -> Stop:
    if esito is None:
        return Stop(node.code, node.title)
    return Stop(node.code, node.title, esito.outcome.label, esito.outcome.tone)


def esito_steps(esiti: Sequence[EsitoRow]) -> tuple[PathStep, ...]:
    """Every published esito in the order it was given: later ones never hide earlier ones."""
    return tuple(_esito_step(esito) for esito in esiti)


def _esito_step(esito: EsitoRow) -> PathStep:
    label = esito.step.label.capitalize()
    if esito.sequence > 1:
        label += f", aggiornamento n. {esito.sequence - 1}"
    title = esito.outcome.label
    if esito.passed_to:
        title += f": {esito.passed_to}"
    notes = [f"Nel piano: {esito.plan_words}"] if esito.plan_words else []
    if esito.act:
        notes.append(esito.act)
    if esito.published_at:
        notes.append(f"pubblicato {date_words(esito.published_at)} da {esito.by}")
    return PathStep(
        label=label,
        title=title,
        tone=esito.outcome.tone,
        meaning=esito.outcome.meaning,
        text=esito.reason,
        note="; ".join(notes),
        inherited=esito.node_code,
    )
