"""The part of the synthesis around some contributions: what a page of a long list needs."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from app.steps.procedures.models import Tavolo
from app.steps.synthesis.models import Node, NodeLink, NodeSource
from app.steps.synthesis.picture import Picture
from app.steps.synthesis.queries.history import list_rereading
from app.steps.synthesis.queries.nodes import in_order, public_row

_STEPS = 2
"""From a need to its objectives, from these to interventions and areas: no path is longer."""


def load_around(session: Session, procedure_id: int, contributions: Collection[int]) -> Picture:
    """The nodes drawn from some contributions and those they lead to; five queries.

    Its cost follows the contributions asked for, not the size of the procedure.
    """
    sources = session.exec(
        select(NodeSource.node_id, NodeSource.contribution_id)
        .where(
            NodeSource.procedure_id == procedure_id,
            col(NodeSource.contribution_id).in_(sorted(contributions)),
        )
        .order_by(col(NodeSource.contribution_id), col(NodeSource.node_id))
    ).all()
    links: set[tuple[int, int]] = set()
    reached = newly = {node for node, _ in sources}
    for _ in range(_STEPS):
        found = session.exec(
            select(NodeLink.from_node_id, NodeLink.to_node_id).where(
                col(NodeLink.from_node_id).in_(sorted(newly))
            )
        ).all()
        links |= set(found)
        newly = {end for _, end in found} - reached
        reached = reached | newly
    waiting = list_rereading(session, procedure_id, reached)
    return _picture(session, reached, list(sources), links, waiting)


def _picture(
    session: Session,
    reached: set[int],
    sources: list[tuple[int, int]],
    links: set[tuple[int, int]],
    waiting: frozenset[int],
) -> Picture:
    rows = session.exec(
        in_order(
            select(Node, Tavolo.public_id, Tavolo.name)
            .outerjoin(Tavolo, col(Node.tavolo_id) == col(Tavolo.id))
            .where(col(Node.id).in_(sorted(reached)), col(Node.removed_at).is_(None))
        )
    ).all()
    nodes = tuple(public_row(node, tavolo, name, waiting) for node, tavolo, name in rows)
    standing = {node.id for node in nodes}
    return Picture(
        nodes,
        tuple(pair for pair in sources if pair[0] in standing),
        tuple(sorted(pair for pair in links if standing.issuperset(pair))),
    )
