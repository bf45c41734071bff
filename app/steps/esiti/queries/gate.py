"""What is missing before the esiti can be published, by tavolo; counted by the database."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select as columns
from sqlmodel import Session, case, col, func, select

from app.steps.contributions.enums import FOR_SYNTHESIS
from app.steps.contributions.models import Contribution
from app.steps.esiti.enums import EsitoState, EsitoStep
from app.steps.esiti.models import NodeEsito
from app.steps.esiti.queries.lists import BLANK, CONFLICT, OWED, PROPOSED, has_esito
from app.steps.procedures.models import Tavolo
from app.steps.synthesis.models import Node, NodeSource
from app.steps.synthesis.queries import count_unanswered


@dataclass(frozen=True, slots=True)
class GateLine:
    """What a tavolo still needs. `missing` includes the conflicts; `public_id` is empty for the
    nodes of no tavolo."""

    tavolo: str
    public_id: str
    total: int = 0
    missing: int = 0
    conflicts: int = 0
    blank: int = 0
    owed: int = 0
    nodes: int = 0
    nodes_missing: int = 0

    @property
    def open(self) -> int:
        return self.missing + self.blank + self.owed + self.nodes_missing


@dataclass(frozen=True, slots=True)
class Gate:
    """The completeness of a procedure's esiti; `observations` are those without an answer."""

    lines: tuple[GateLine, ...] = field(default_factory=tuple)
    observations: int = 0

    def sum(self, name: str) -> int:
        """How many of `name` over all tavoli."""
        return sum(getattr(line, name) for line in self.lines)

    @property
    def complete(self) -> bool:
        return not self.observations and not self.sum("open")


def load_gate(session: Session, procedure_id: int) -> Gate:
    """What is missing, tavolo by tavolo; four queries whatever the size."""
    tavoli = session.exec(
        select(Tavolo.id, Tavolo.name, Tavolo.public_id)
        .where(Tavolo.procedure_id == procedure_id)
        .order_by(col(Tavolo.position), col(Tavolo.id))
    ).all()
    of_contributions = _contributions(session, procedure_id)
    of_nodes = _nodes(session, procedure_id)
    lines = [
        GateLine(name, public_id, **of_contributions.get(key, {}), **of_nodes.get(key, {}))
        for key, name, public_id in tavoli
        if key in of_contributions or key in of_nodes
    ]
    if None in of_nodes:
        lines.append(GateLine("Nessun tavolo in particolare", "", **of_nodes[None]))
    return Gate(tuple(lines), count_unanswered(session, procedure_id))


def _when(condition: Any) -> Any:
    return func.sum(case((condition, 1), else_=0))


def _contributions(session: Session, procedure_id: int) -> dict[int | None, dict[str, int]]:
    query: Any = columns(
        col(Contribution.tavolo_id),
        func.count(),
        _when(~PROPOSED),
        _when(CONFLICT),
        _when(has_esito(BLANK)),
        _when(OWED),
    )
    query = query.where(
        Contribution.procedure_id == procedure_id, col(Contribution.state).in_(FOR_SYNTHESIS)
    ).group_by(col(Contribution.tavolo_id))
    names = ("total", "missing", "conflicts", "blank", "owed")
    return {key: dict(zip(names, counts, strict=True)) for key, *counts in session.exec(query)}


def _nodes(session: Session, procedure_id: int) -> dict[int | None, dict[str, int]]:
    proposed = (
        select(NodeEsito.id)
        .where(NodeEsito.node_id == Node.id, NodeEsito.step == EsitoStep.PROPOSAL)
        .exists()
    )
    query: Any = (
        select(Node.tavolo_id, func.count(), _when(~proposed))
        .where(Node.procedure_id == procedure_id, col(Node.removed_at).is_(None))
        .group_by(col(Node.tavolo_id))
    )
    names = ("nodes", "nodes_missing")
    return {key: dict(zip(names, counts, strict=True)) for key, *counts in session.exec(query)}


@dataclass(frozen=True, slots=True)
class Fallen:
    """Contributions that inherited from a node which was then taken out of the synthesis."""

    code: str
    numbers: tuple[int, ...]


def list_fallen(session: Session, procedure_id: int) -> list[Fallen]:
    """What lost its inherited esito because its node was taken out; one query."""
    from_nodes = (
        select(Node.code, Contribution.number)
        .join(NodeEsito, col(NodeEsito.node_id) == col(Node.id))
        .join(NodeSource, col(NodeSource.node_id) == col(Node.id))
        .join(Contribution, col(NodeSource.contribution_id) == col(Contribution.id))
        .where(
            Node.procedure_id == procedure_id,
            col(Node.removed_at).is_not(None),
            NodeEsito.state == EsitoState.DRAFT,
            col(Contribution.state).in_(FOR_SYNTHESIS),
            ~PROPOSED,
        )
        .order_by(col(Node.code), col(Contribution.number))
    )
    found: dict[str, list[int]] = {}
    for code, number in session.exec(from_nodes).all():
        found.setdefault(code, []).append(number or 0)
    return [Fallen(code, tuple(numbers)) for code, numbers in found.items()]


def list_missing(session: Session, procedure_id: int, limit: int) -> list[tuple[int, str]]:
    """The first contributions without an esito: (number, tavolo)."""
    query = (
        select(Contribution.number, Tavolo.name)
        .join(Tavolo, col(Contribution.tavolo_id) == col(Tavolo.id))
        .where(
            Contribution.procedure_id == procedure_id,
            col(Contribution.state).in_(FOR_SYNTHESIS),
            ~PROPOSED,
        )
        .order_by(col(Contribution.number))
        .limit(limit)
    )
    return [(number or 0, name) for number, name in session.exec(query).all()]


def list_numbers(session: Session, procedure_id: int, condition: Any, limit: int) -> list[int]:
    """The numbers of the first contributions of which `condition` holds."""
    query = (
        select(Contribution.number)
        .where(
            Contribution.procedure_id == procedure_id,
            col(Contribution.state).in_(FOR_SYNTHESIS),
            condition,
        )
        .order_by(col(Contribution.number))
        .limit(limit)
    )
    return [number or 0 for number in session.exec(query).all()]


def list_node_codes_missing(session: Session, procedure_id: int, limit: int) -> list[str]:
    """The codes of the first nodes without an esito."""
    given = select(NodeEsito.node_id).where(
        NodeEsito.procedure_id == procedure_id, NodeEsito.step == EsitoStep.PROPOSAL
    )
    query = (
        select(Node.code)
        .where(
            Node.procedure_id == procedure_id,
            col(Node.removed_at).is_(None),
            col(Node.id).not_in(given),
        )
        .order_by(col(Node.kind), col(Node.position))
        .limit(limit)
    )
    return list(session.exec(query).all())
