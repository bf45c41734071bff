"""Reads of nodes, of their sources and links."""

from collections.abc import Collection
from typing import Any

from sqlmodel import Session, case, col, or_, select

from app.core.errors import NotFoundError
from app.core.text import codes_in
from app.law.phases import Phase
from app.steps.contributions.enums import FOR_SYNTHESIS
from app.steps.contributions.models import Contribution
from app.steps.contributions.queries import SynthesisRow
from app.steps.contributions.queries.synthesis import select_for_synthesis
from app.steps.procedures.models import PhaseStep, Tavolo
from app.steps.synthesis.enums import NodeKind
from app.steps.synthesis.models import Node, NodeLink, NodeSource
from app.steps.synthesis.picture import NodeRow, Picture
from app.steps.synthesis.queries.history import list_rereading

_ORDER = case({kind: place for place, kind in enumerate(NodeKind)}, value=col(Node.kind))


def load_picture(session: Session, procedure_id: int, *, whole: bool = False) -> Picture:
    """The synthesis as it stands: nodes by kind and position, removed ones left out; 4 queries.

    A node that waits to be reread comes without its words, wherever it is shown; `whole` is for
    the office that has to reread it.
    """
    nodes = list_nodes(session, procedure_id, whole=whole)
    standing = {node.id for node in nodes}
    sources = session.exec(
        select(NodeSource.node_id, NodeSource.contribution_id)
        .join(Contribution, col(NodeSource.contribution_id) == col(Contribution.id))
        .where(NodeSource.procedure_id == procedure_id)
        .order_by(col(Contribution.number), col(NodeSource.node_id))
    ).all()
    links = session.exec(
        select(NodeLink.from_node_id, NodeLink.to_node_id)
        .where(NodeLink.procedure_id == procedure_id)
        .order_by(col(NodeLink.from_node_id), col(NodeLink.to_node_id))
    ).all()
    return Picture(
        nodes,
        tuple((node, source) for node, source in sources if node in standing),
        tuple((start, end) for start, end in links if start in standing and end in standing),
    )


def list_nodes(session: Session, procedure_id: int, *, whole: bool = False) -> tuple[NodeRow, ...]:
    """The nodes alone, as `load_picture` has them: by kind and position; 2 queries."""
    rows = session.exec(
        in_order(
            select(Node, Tavolo.public_id, Tavolo.name)
            .outerjoin(Tavolo, col(Node.tavolo_id) == col(Tavolo.id))
            .where(Node.procedure_id == procedure_id, col(Node.removed_at).is_(None))
        )
    ).all()
    waiting = list_rereading(session, procedure_id)
    made = row_of if whole else public_row
    return tuple(made(node, tavolo, name, waiting) for node, tavolo, name in rows)


def in_order(query: Any) -> Any:
    """`query` over nodes by kind, then by position."""
    return query.order_by(_ORDER, col(Node.position), col(Node.id))


def row_of(
    node: Node,
    tavolo: str | None,
    name: str | None,
    waiting: frozenset[int] = frozenset(),
) -> NodeRow:
    return NodeRow(
        id=node.pk,
        public_id=node.public_id,
        kind=node.kind,
        code=node.code,
        title=node.title,
        text=node.text,
        tavolo_id=node.tavolo_id,
        tavolo_public_id=tavolo or "",
        tavolo_name=name or "",
        details=node.details,
        edition=node.edition,
        rereading=node.pk in waiting,
    )


def public_row(
    node: Node, tavolo: str | None, name: str | None, waiting: frozenset[int]
) -> NodeRow:
    """The node as anyone may read it: without its words while it waits to be reread."""
    row = row_of(node, tavolo, name, waiting)
    return row.veiled() if row.rereading else row


def find_node(session: Session, procedure_id: int, typed: str) -> Node | None:
    """A node of this procedure that stands, by its public id or words that begin with its code."""
    codes = codes_in(typed)
    found = session.exec(
        select(Node).where(
            Node.procedure_id == procedure_id,
            or_(Node.public_id == typed, col(Node.code).in_(codes)),
            col(Node.removed_at).is_(None),
        )
    ).all()
    return max(found, key=lambda node: (node.public_id == typed, len(node.code)), default=None)


def get_node(session: Session, procedure_id: int, public_id: str, *, removed: bool = False) -> Node:
    """A node of this procedure; with `removed` one that was taken away. Raises NotFoundError."""
    found = session.exec(
        select(Node).where(Node.procedure_id == procedure_id, Node.public_id == public_id)
    ).first()
    if found is None or (found.removed_at is not None) != removed:
        raise NotFoundError
    return found


def list_nodes_of(session: Session, procedure_id: int, contribution: str) -> list[Node]:
    """The nodes drawn from a contribution (its public id), in order; removed ones too."""
    return list(
        session.exec(
            select(Node)
            .join(NodeSource, col(NodeSource.node_id) == col(Node.id))
            .join(Contribution, col(NodeSource.contribution_id) == col(Contribution.id))
            .where(
                Node.procedure_id == procedure_id,
                Contribution.public_id == contribution,
            )
            .order_by(_ORDER, col(Node.position))
        ).all()
    )


def list_removed(session: Session, procedure_id: int) -> list[Node]:
    """The nodes that were taken away, the last one first."""
    query = select(Node).where(Node.procedure_id == procedure_id, col(Node.removed_at).is_not(None))
    return list(session.exec(query.order_by(col(Node.removed_at).desc(), col(Node.id))).all())


def list_sources(
    session: Session, procedure_id: int, nodes: Collection[int] | None = None
) -> dict[int, SynthesisRow]:
    """Contribution key → what these nodes, or all, are drawn from, by number; one query."""
    drawn = select(NodeSource.contribution_id).where(NodeSource.procedure_id == procedure_id)
    if nodes is not None:
        drawn = drawn.where(col(NodeSource.node_id).in_(sorted(nodes)))
    query = select_for_synthesis().where(
        col(Contribution.id).in_(drawn), col(Contribution.state).in_(FOR_SYNTHESIS)
    )
    found = session.exec(query.order_by(col(Contribution.number)))
    rows = (SynthesisRow(*row) for row in found)
    return {row.id: row for row in rows}


def list_source_refs(session: Session, node_id: int) -> list[str]:
    """Public ids of the contributions of a node, by number."""
    query = (
        select(Contribution.public_id)
        .join(NodeSource, col(NodeSource.contribution_id) == col(Contribution.id))
        .where(NodeSource.node_id == node_id)
        .order_by(col(Contribution.number))
    )
    return list(session.exec(query).all())


def list_source_notes(session: Session, node_id: int) -> dict[int, str]:
    """Contribution key → why it is in this node."""
    rows = session.exec(
        select(NodeSource.contribution_id, NodeSource.note).where(NodeSource.node_id == node_id)
    ).all()
    return dict(rows)


def list_codes(session: Session, procedure_id: int) -> dict[str, str]:
    """Public id of a node, removed ones too → its code."""
    rows = session.exec(
        select(Node.public_id, Node.code).where(Node.procedure_id == procedure_id)
    ).all()
    return dict(rows)


def is_public(session: Session, procedure_id: int) -> bool:
    """Whether the synthesis was published: once restitution was entered, and ever after."""
    return (
        session.exec(
            select(PhaseStep.id).where(
                PhaseStep.procedure_id == procedure_id, PhaseStep.target == Phase.RESTITUTION
            )
        ).first()
        is not None
    )
