"""Reads of shared nodes with their esiti, of what inherits from them, and of plan items."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from app.steps.contributions.enums import FOR_SYNTHESIS
from app.steps.contributions.models import Contribution
from app.steps.coverage.models import PlanLink
from app.steps.esiti.enums import EsitoStep, Outcome
from app.steps.esiti.models import Esito, NodeEsito
from app.steps.esiti.queries.lists import LIVE
from app.steps.esiti.queries.rows import EsitoRow, PlanRow, list_node_esiti, plan_row
from app.steps.plans.models import PlanItem
from app.steps.plans.queries import list_items
from app.steps.procedures.models import Tavolo
from app.steps.synthesis.models import Node, NodeSource
from app.steps.synthesis.picture import NodeRow
from app.steps.synthesis.queries.history import list_rereading
from app.steps.synthesis.queries.nodes import in_order, public_row, row_of


@dataclass(frozen=True, slots=True)
class NodeAnswers:
    """A node with its esiti, how many contributions it is drawn from, how many inherit."""

    node: NodeRow
    esiti: tuple[EsitoRow, ...]
    sources: int
    inheriting: int

    def last(self, step: EsitoStep) -> EsitoRow | None:
        return next((one for one in reversed(self.esiti) if one.step is step), None)

    def value(self, deciding: bool) -> str:
        """What its box sends: its name and the version of the esito that is on the page."""
        held = self.last(EsitoStep.DECISION if deciding else EsitoStep.PROPOSAL)
        return f"{self.node.public_id}:{held.mark if held else '0'}"


def list_nodes_with_esiti(
    session: Session, procedure_id: int, *, published: bool = False
) -> list[NodeAnswers]:
    """The nodes that stand, with their esiti, by kind; five queries at most.

    With `published` only what anyone may read: no words of a node that waits to be reread.
    """
    rows = session.exec(
        in_order(
            select(Node, Tavolo.public_id, Tavolo.name)
            .outerjoin(Tavolo, col(Node.tavolo_id) == col(Tavolo.id))
            .where(Node.procedure_id == procedure_id, col(Node.removed_at).is_(None))
        )
    ).all()
    esiti: dict[int, list[EsitoRow]] = {}
    for esito in list_node_esiti(session, procedure_id, published=published):
        esiti.setdefault(esito.key, []).append(esito)
    waiting = list_rereading(session, procedure_id) if published else frozenset()
    drawn, inheriting = _drawn(session, procedure_id), _inheriting(session, procedure_id)
    return [
        NodeAnswers(
            public_row(node, tavolo, name, waiting),
            tuple(esiti.get(node.pk, ())),
            drawn.get(node.pk, 0),
            inheriting.get(node.pk, 0),
        )
        for node, tavolo, name in rows
    ]


def _drawn(session: Session, procedure_id: int) -> dict[int, int]:
    """Node key → how many contributions it is drawn from."""
    query = (
        select(NodeSource.node_id, func.count())
        .join(Contribution, col(NodeSource.contribution_id) == col(Contribution.id))
        .where(NodeSource.procedure_id == procedure_id, col(Contribution.state).in_(FOR_SYNTHESIS))
        .group_by(col(NodeSource.node_id))
    )
    return dict(session.exec(query).all())


def _inheriting(session: Session, procedure_id: int) -> dict[int | None, int]:
    """Node key → how many contributions inherit its esito now."""
    query = (
        select(Esito.node_id, func.count())
        .where(Esito.procedure_id == procedure_id, col(Esito.node_id).is_not(None), LIVE)
        .group_by(col(Esito.node_id))
    )
    return dict(session.exec(query).all())


def list_nodes_named(session: Session, procedure_id: int, refs: Collection[str]) -> list[Node]:
    """The nodes that stand among those named by public id, needs first; one query."""
    query = select(Node).where(
        Node.procedure_id == procedure_id,
        col(Node.public_id).in_(sorted(refs)),
        col(Node.removed_at).is_(None),
    )
    return list(session.exec(in_order(query)).all())


def list_current_of_nodes(
    session: Session, procedure_id: int, nodes: Collection[str]
) -> list[tuple[str, str, Outcome]]:
    """The published outcome that stands of some nodes: (public id, code, outcome); one query."""
    query = (
        select(Node.public_id, Node.code, NodeEsito.outcome)
        .join(NodeEsito, col(NodeEsito.node_id) == col(Node.id))
        .where(
            Node.procedure_id == procedure_id,
            col(Node.public_id).in_(sorted(nodes)),
            col(NodeEsito.current),
        )
    )
    return [(ref, code, Outcome(outcome)) for ref, code, outcome in session.exec(query).all()]


def has_node_esiti(session: Session, procedure_id: int) -> bool:
    """Whether any node of a procedure was given an esito."""
    query = select(NodeEsito.id).where(NodeEsito.procedure_id == procedure_id).limit(1)
    return session.exec(query).first() is not None


def list_sources(
    session: Session, procedure_id: int, nodes: Collection[int] | None = None
) -> list[int]:
    """Keys of the contributions that some nodes, or any node, are drawn from."""
    query = (
        select(NodeSource.contribution_id)
        .join(Contribution, col(NodeSource.contribution_id) == col(Contribution.id))
        .where(NodeSource.procedure_id == procedure_id, col(Contribution.state).in_(FOR_SYNTHESIS))
        .distinct()
    )
    if nodes is not None:
        query = query.where(col(NodeSource.node_id).in_(sorted(nodes)))
    return list(session.exec(query).all())


def list_inheriting(session: Session, procedure_id: int, node_id: int) -> list[int]:
    """Keys of the contributions with an esito inherited from a node."""
    query = select(Esito.contribution_id).where(
        Esito.procedure_id == procedure_id, Esito.node_id == node_id
    )
    return list(session.exec(query.distinct()).all())


def list_proposals_of_nodes(
    session: Session, procedure_id: int, contributions: Collection[int]
) -> list[tuple[int, NodeRow, NodeEsito]]:
    """What the nodes drawn from some contributions propose: (contribution, node, its esito).

    In the order of nodes, needs first; one query.
    """
    rows = session.exec(
        in_order(
            select(  # type: ignore[call-overload]
                NodeSource.contribution_id, Node, Tavolo.public_id, Tavolo.name, NodeEsito
            )
            .join(Node, col(NodeSource.node_id) == col(Node.id))
            .join(NodeEsito, col(NodeEsito.node_id) == col(Node.id))
            .outerjoin(Tavolo, col(Node.tavolo_id) == col(Tavolo.id))
            .where(
                NodeSource.procedure_id == procedure_id,
                col(NodeSource.contribution_id).in_(sorted(contributions)),
                col(Node.removed_at).is_(None),
                NodeEsito.step == EsitoStep.PROPOSAL,
                NodeEsito.sequence == 1,
            )
        )
    ).all()
    return [
        (contribution, row_of(node, tavolo, name), esito)
        for contribution, node, tavolo, name, esito in rows
    ]


def list_linked_items(
    session: Session, procedure_id: int, nodes: Collection[int]
) -> dict[int, list[PlanRow]]:
    """Node key → the plan items that take it up; one query for the nodes asked for."""
    rows = session.exec(
        select(PlanLink.node_id, PlanItem)
        .join(PlanItem, col(PlanLink.item_id) == col(PlanItem.id))
        .where(
            PlanLink.procedure_id == procedure_id,
            col(PlanLink.node_id).in_(sorted(nodes)),
            col(PlanLink.ended_at).is_(None),
            col(PlanItem.removed_at).is_(None),
        )
        .order_by(col(PlanItem.position), col(PlanItem.id))
    ).all()
    found: dict[int, list[PlanRow]] = {}
    for node, item in rows:
        found.setdefault(node, []).append(plan_row(item))
    return found


def list_item_choices(session: Session, procedure_id: int) -> list[tuple[str, str]]:
    """The items of the plan to choose from, in the order of its tree."""
    return [
        (item.public_id, f"{item.code} {item.title}") for item in list_items(session, procedure_id)
    ]
