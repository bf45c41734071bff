"""What the items of the plan are drawn from: read item by item, a part at a time."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, func, select

from app.steps.contributions.enums import FOR_SYNTHESIS
from app.steps.contributions.models import Contribution
from app.steps.contributions.queries import SynthesisRow
from app.steps.contributions.queries.synthesis import select_for_synthesis
from app.steps.coverage.models import PlanLink
from app.steps.synthesis.models import Node, NodeLink, NodeSource


@dataclass(frozen=True, slots=True)
class Drawn:
    """Contributions that an item of the plan came from, by number, and how many it has in all."""

    total: int
    rows: tuple[SynthesisRow, ...]


NOTHING = Drawn(0, ())


def list_drawn(session: Session, procedure_id: int, *, most: int | None = None) -> dict[int, Drawn]:
    """Key of each item → what its nodes, and those that lead to them, are drawn from; one query.

    The first `most` of each item, where they are not all wanted.
    """
    placed = _placed(procedure_id)
    query = _with_rows(placed)
    if most is not None:
        query = query.where(placed.c.place <= most)
    found: dict[int, list[Any]] = {}
    for row in session.exec(query):
        found.setdefault(row[0], []).append(row)
    return {item: _drawn(rows) for item, rows in found.items()}


def list_drawn_of(
    session: Session, procedure_id: int, item_id: int, *, after: int, most: int
) -> list[SynthesisRow]:
    """The contributions of one item after the first `after` of them, at most `most`; one query."""
    placed = _placed(procedure_id, item_id)
    query = _with_rows(placed).where(placed.c.place > after, placed.c.place <= after + most)
    return list(_drawn(session.exec(query).all()).rows)


def count_drawn_of(session: Session, procedure_id: int, item_id: int) -> int:
    """How many contributions one item came from; one query."""
    placed = _placed(procedure_id, item_id)
    return session.exec(select(func.count()).select_from(placed)).one()


def _drawn(rows: Any) -> Drawn:
    return Drawn(rows[0][1], tuple(SynthesisRow(*row[2:]) for row in rows)) if rows else NOTHING


def _with_rows(placed: Any) -> Any:
    query = select_for_synthesis()
    columns = query.selected_columns
    return (
        query.with_only_columns(placed.c.item_id, placed.c.total, *columns)
        .join(placed, placed.c.contribution_id == col(Contribution.id))
        .order_by(placed.c.item_id, placed.c.place)
    )


def _placed(procedure_id: int, item_id: int | None = None) -> Any:
    """(item, contribution, its place by number, how many in all), each pair once."""
    reached = _reached(procedure_id, item_id)
    pairs = (
        select(reached.c.item_id, NodeSource.contribution_id)
        .join(NodeSource, col(NodeSource.node_id) == reached.c.node_id)
        .distinct()
        .subquery()
    )
    place = func.row_number().over(partition_by=pairs.c.item_id, order_by=col(Contribution.number))
    total = func.count().over(partition_by=pairs.c.item_id)
    return (
        select(pairs.c.item_id, pairs.c.contribution_id, place.label("place"), total.label("total"))
        .join(Contribution, col(Contribution.id) == pairs.c.contribution_id)
        .where(col(Contribution.state).in_(FOR_SYNTHESIS))
        .subquery()
    )


def _reached(procedure_id: int, item_id: int | None) -> Any:
    """(item, node): the nodes that were tied to an item and those that lead to them."""
    standing = select(Node.id).where(
        Node.procedure_id == procedure_id, col(Node.removed_at).is_(None)
    )
    tied = select(PlanLink.item_id, PlanLink.node_id).where(
        PlanLink.procedure_id == procedure_id,
        col(PlanLink.ended_at).is_(None),
        col(PlanLink.node_id).in_(standing),
    )
    if item_id is not None:
        tied = tied.where(PlanLink.item_id == item_id)
    reached: Any = tied.cte("reached", recursive=True)
    before: Any = (
        select(reached.c.item_id, NodeLink.from_node_id)
        .join(NodeLink, col(NodeLink.to_node_id) == reached.c.node_id)
        .where(col(NodeLink.from_node_id).in_(standing))
    )
    return reached.union(before)
