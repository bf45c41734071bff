"""What the office sees while it writes the esiti: what is missing, what is suggested."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.core.web.paging import PageOf, address, cut, window
from app.steps.contributions.queries import SynthesisRow, list_bodies_for_synthesis
from app.steps.esiti.enums import EsitoStep, Outcome
from app.steps.esiti.queries import (
    EsitoRow,
    Gate,
    GateLine,
    NodeAnswers,
    latest_of,
    list_item_choices,
    list_nodes_with_esiti,
    list_of,
    list_promised,
    list_proposals_of_nodes,
    list_rows,
    load_gate,
)
from app.steps.esiti.queries.gate import Fallen, list_fallen
from app.steps.esiti.views.filters import EsitoFilters, Options
from app.steps.procedures.enums import ActKind
from app.steps.procedures.queries import Here, list_acts
from app.steps.synthesis.enums import NodeKind
from app.steps.synthesis.queries import NodeRow
from app.steps.synthesis.queries.paths import load_around
from app.steps.synthesis.views import name_of

SIZE = 30


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the nodes suggest; the office decides. `outcome` is None where they say nothing."""

    outcome: Outcome | None
    reason: str
    plan_item: str = ""


@dataclass(frozen=True, slots=True)
class OfficeEsito:
    """A contribution in the office's list, with its last proposal and decision.

    `conflict` are the nodes that say different things, where nobody chose among them.
    """

    public_id: str
    name: str
    body: str
    tavolo: str
    codes: tuple[str, ...]
    proposal: EsitoRow | None
    decision: EsitoRow | None
    promised: bool
    conflict: tuple[str, ...]

    def value(self, deciding: bool) -> str:
        """What its box sends: its name and the version of the esito that is on the page."""
        held = self.decision if deciding else self.proposal
        return f"{self.public_id}:{held.mark if held else '0'}"


@dataclass(frozen=True, slots=True)
class GateView:
    """A line of what is missing: each number with the page where it is mended."""

    tavolo: str
    total: int
    nodes: int
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OfficeEsiti:
    listing: PageOf[OfficeEsito]
    gate: Gate
    lines: tuple[GateView, ...]
    fallen: list[Fallen]
    bodies: Options
    acts: Options
    items: Options


def office_esiti(session: Session, here: Here, filters: EsitoFilters, path: str) -> OfficeEsiti:
    """A page of the contributions with their esiti, and what is missing; constant queries."""
    key = here.procedure.pk
    rows, number, total = list_rows(
        session, key, filters.asked(public=False), public=False, size=SIZE, number=filters.number
    )
    gate = load_gate(session, key)
    return OfficeEsiti(
        listing=window(_office_rows(session, key, rows), number, total, path, filters.params, SIZE),
        gate=gate,
        lines=tuple(_gate_view(line, path) for line in gate.lines),
        fallen=list_fallen(session, key),
        bodies=list_bodies_for_synthesis(session, key),
        acts=approvals(session, here),
        items=list_item_choices(session, key),
    )


def _office_rows(
    session: Session, key: int, rows: Sequence[SynthesisRow]
) -> tuple[OfficeEsito, ...]:
    keys = [row.id for row in rows]
    esiti = list_of(session, keys)
    proposals = latest_of(esiti, EsitoStep.PROPOSAL)
    decisions = latest_of(esiti, EsitoStep.DECISION)
    picture = load_around(session, key, keys)
    promised = list_promised(session, keys)
    answered: dict[int, list[NodeRow]] = {}
    for contribution, node, _ in list_proposals_of_nodes(session, key, keys):
        answered.setdefault(contribution, []).append(node)
    return tuple(
        OfficeEsito(
            public_id=row.public_id,
            name=name_of(row),
            body=row.body_name,
            tavolo=row.tavolo_name,
            codes=tuple(n.code for n in picture.named(picture.nodes_of.get(row.id, ()))),
            proposal=proposals.get(row.id),
            decision=decisions.get(row.id),
            promised=row.id in promised,
            conflict=_disagreeing(answered.get(row.id, []), proposals.get(row.id)),
        )
        for row in rows
    )


def _disagreeing(answered: Sequence[NodeRow], proposal: EsitoRow | None) -> tuple[str, ...]:
    """With an answer in its nodes and yet none of its own, they say different things."""
    return tuple(node.code for node in answered) if answered and proposal is None else ()


def _gate_view(line: GateLine, base: str) -> GateView:
    def at(state: str, page: str = "") -> str:
        return address(f"{base}{page}", {"tavolo": line.public_id, "stato": state})

    counts = (
        ("contributo senza esito", "contributi senza esito", line.missing, at("missing")),
        ("di questi, con nodi in disaccordo",) * 2 + (line.conflicts, at("conflict")),
        ("esito senza ragione", "esiti senza ragione", line.blank, at("blank")),
        ("risposta propria promessa", "risposte proprie promesse", line.owed, at("owed")),
        ("nodo senza esito", "nodi senza esito", line.nodes_missing, at("missing", "/nodi")),
    )
    cells = tuple(
        (f"{count} {one if count == 1 else many}", href)
        for one, many, count, href in counts
        if count
    )
    return GateView(line.tavolo, line.total, line.nodes, cells)


def approvals(session: Session, here: Here) -> Options:
    """The organ's acts of approval, to choose from."""
    return [
        (act.public_id, f"{act.organ}, n. {act.number} del {act.adopted_on:%d/%m/%Y}")
        for act, _ in list_acts(session, here.procedure.pk, ActKind.APPROVAL)
    ]


def suggest(nodes: Sequence[NodeRow]) -> Suggestion:
    """What `nodes`, drawn from a contribution or reached from it, suggest as its esito."""
    if not nodes:
        return Suggestion(None, "")
    named = ", ".join(f"{node.code} «{node.title}»" for node in nodes)
    reason = f"Il contributo è confluito in {named}."
    kinds = {node.kind for node in nodes}
    if NodeKind.INTERVENTION in kinds:
        item = next(node.title for node in nodes if node.kind is NodeKind.INTERVENTION)
        return Suggestion(Outcome.PROPOSED, reason, item)
    if NodeKind.AREA in kinds:
        return Suggestion(Outcome.REFERRED_TO_CODESIGN, reason)
    if any(node.details.get("coverage") == "adequate" for node in nodes):
        return Suggestion(Outcome.ALREADY_PROVIDED, reason)
    return Suggestion(Outcome.PROPOSED_IN_PART, reason)


def office_nodes(
    session: Session, here: Here, filters: EsitoFilters, path: str
) -> PageOf[NodeAnswers]:
    """A page of the nodes that the filters hold, needs first; constant queries."""
    return cut(filtered_nodes(session, here, filters), filters.number, path, filters.params, SIZE)


def filtered_nodes(session: Session, here: Here, filters: EsitoFilters) -> list[NodeAnswers]:
    """All nodes with their esiti, narrowed by words, `tavolo` and to those without an esito."""
    nodes = list_nodes_with_esiti(session, here.procedure.pk)
    return [one for one in nodes if _fits(one, filters.params)]


def by_kind(nodes: Sequence[NodeAnswers]) -> list[tuple[str, list[NodeAnswers]]]:
    """Nodes under the name of their kind, kinds without any left out."""
    groups = ((kind.plural, [one for one in nodes if one.node.kind is kind]) for kind in NodeKind)
    return [group for group in groups if group[1]]


def _fits(one: NodeAnswers, params: dict[str, str]) -> bool:
    if params["tavolo"] and one.node.tavolo_public_id != params["tavolo"]:
        return False
    if params["q"].casefold() not in f"{one.node.code} {one.node.title}".casefold():
        return False
    return params["stato"] != "missing" or one.last(EsitoStep.PROPOSAL) is None


def node_choices(session: Session, here: Here, row: SynthesisRow) -> list[tuple[NodeRow, Any]]:
    """The nodes of a contribution that have an esito, each with it."""
    found = list_proposals_of_nodes(session, here.procedure.pk, [row.id])
    return [(node, esito) for _, node, esito in found]
