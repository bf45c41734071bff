"""Reads of the history: who did what to which node, and what still stands of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import Session, case, col, func, select

from app.people.accounts.models import Account
from app.steps.synthesis.enums import NOTES, NodeKind, Step
from app.steps.synthesis.models import Node, NodeHistory, Observation, ObservationChange


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One step: who did what to which node, when and why; `undone` once it was taken back."""

    id: int
    node_public_id: str
    kind: NodeKind
    code: str
    title: str
    what: Step
    details: dict[str, Any]
    by: str
    at: datetime
    why: str
    undoes_id: int | None
    part_of_id: int | None
    undone: bool


def count_history(session: Session, procedure_id: int) -> int:
    """How many whole steps a procedure's synthesis has; one query."""
    query = select(func.count(col(NodeHistory.id))).where(
        NodeHistory.procedure_id == procedure_id, col(NodeHistory.part_of_id).is_(None)
    )
    return session.exec(query).one()


def list_history(
    session: Session,
    procedure_id: int,
    node_id: int | None = None,
    limit: int = 200,
    *,
    after: datetime | None = None,
    offset: int = 0,
) -> list[HistoryRow]:
    """The steps of a procedure's synthesis, the last one first, each whole; one query.

    With `node_id` those of one node, parts of larger steps too; with `after` (aware) only those
    since that instant. The first `offset` are left out.
    """
    undoing = aliased(NodeHistory)
    query = (
        select(NodeHistory, Node, Account, undoing.id)
        .join(Node, col(NodeHistory.node_id) == col(Node.id))
        .join(Account, col(NodeHistory.by_id) == col(Account.id))
        .outerjoin(undoing, col(undoing.undoes_id) == col(NodeHistory.id))
        .where(NodeHistory.procedure_id == procedure_id)
        .order_by(col(NodeHistory.id).desc())
        .limit(limit)
        .offset(offset)
    )
    if node_id is None:
        query = query.where(col(NodeHistory.part_of_id).is_(None))
    else:
        query = query.where(NodeHistory.node_id == node_id)
    if after is not None:
        query = query.where(NodeHistory.at >= after)
    return [_row(*found) for found in session.exec(query).all()]


def list_steps_since(session: Session, procedure_id: int, since: datetime) -> list[HistoryRow]:
    """The whole steps since an instant (aware) that stand, the last one first; one query."""
    return [
        row
        for row in list_history(session, procedure_id, limit=500, after=since)
        if not row.undone and row.undoes_id is None and row.what not in NOTES
    ]


def list_observed_steps(session: Session, procedure_id: int) -> dict[str, list[HistoryRow]]:
    """Public id of each observation → the steps that were taken because of it; one query."""
    undoing = aliased(NodeHistory)
    found: dict[str, list[HistoryRow]] = {}
    rows = session.exec(
        select(  # type: ignore[call-overload]
            Observation.public_id, NodeHistory, Node, Account, undoing.id
        )
        .join(ObservationChange, col(ObservationChange.observation_id) == col(Observation.id))
        .join(NodeHistory, col(ObservationChange.step_id) == col(NodeHistory.id))
        .join(Node, col(NodeHistory.node_id) == col(Node.id))
        .join(Account, col(NodeHistory.by_id) == col(Account.id))
        .outerjoin(undoing, col(undoing.undoes_id) == col(NodeHistory.id))
        .where(Observation.procedure_id == procedure_id)
        .order_by(col(NodeHistory.id))
    ).all()
    for ref, *step in rows:
        found.setdefault(ref, []).append(_row(*step))
    return found


def list_parts_of(session: Session, whole: list[int]) -> list[HistoryRow]:
    """The parts of these steps, in the order in which they were done; one query."""
    undoing = aliased(NodeHistory)
    rows = session.exec(
        select(NodeHistory, Node, Account, undoing.id)
        .join(Node, col(NodeHistory.node_id) == col(Node.id))
        .join(Account, col(NodeHistory.by_id) == col(Account.id))
        .outerjoin(undoing, col(undoing.undoes_id) == col(NodeHistory.id))
        .where(col(NodeHistory.part_of_id).in_(whole))
        .order_by(col(NodeHistory.id))
    ).all()
    return [_row(*found) for found in rows]


def _row(step: NodeHistory, node: Node, account: Account, undoing: int | None) -> HistoryRow:
    return HistoryRow(
        id=step.pk,
        node_public_id=node.public_id,
        kind=node.kind,
        code=node.code,
        title=node.title,
        what=step.what,
        details=step.details,
        by=account.name,
        at=step.at,
        why=step.why,
        undoes_id=step.undoes_id,
        part_of_id=step.part_of_id,
        undone=undoing is not None,
    )


def find_last_step(session: Session, procedure_id: int) -> NodeHistory | None:
    """The last step that was not undone and is not itself an undoing."""
    undone = select(NodeHistory.undoes_id).where(
        NodeHistory.procedure_id == procedure_id, col(NodeHistory.undoes_id).is_not(None)
    )
    return session.exec(
        select(NodeHistory)
        .where(
            NodeHistory.procedure_id == procedure_id,
            col(NodeHistory.undoes_id).is_(None),
            col(NodeHistory.part_of_id).is_(None),
            col(NodeHistory.what).not_in(NOTES),
            col(NodeHistory.id).not_in(undone),
        )
        .order_by(col(NodeHistory.id).desc())
        .limit(1)
    ).first()


def list_parts(session: Session, step_id: int) -> list[NodeHistory]:
    """The parts of a step, from the last backwards: in the order of undoing them."""
    query = select(NodeHistory).where(NodeHistory.part_of_id == step_id)
    return list(session.exec(query.order_by(col(NodeHistory.id).desc())).all())


_CHANGED = case((col(NodeHistory.what) == Step.SOURCE_CHANGED, col(NodeHistory.id)), else_=0)
_REREAD = case((col(NodeHistory.what) != Step.SOURCE_CHANGED, col(NodeHistory.id)), else_=0)
_WAITS: Any = func.max(_CHANGED) > func.max(_REREAD)
_TELLING = col(NodeHistory.what).in_((Step.SOURCE_CHANGED, Step.EDITED, Step.REREAD))


def list_rereading(
    session: Session, procedure_id: int, nodes: Collection[int] | None = None
) -> frozenset[int]:
    """Keys of the nodes that wait to be reread since a contribution of theirs was withheld.

    Only among `nodes` where they are given.
    """
    query = select(NodeHistory.node_id).where(NodeHistory.procedure_id == procedure_id, _TELLING)
    if nodes is not None:
        query = query.where(col(NodeHistory.node_id).in_(sorted(nodes)))
    return frozenset(session.exec(query.group_by(col(NodeHistory.node_id)).having(_WAITS)).all())


def waits_to_be_reread(node: Any) -> Any:
    """The same for the column of a node's key, in a query over many procedures."""
    query = select(_WAITS).where(col(NodeHistory.node_id) == node, _TELLING)
    return query.scalar_subquery()


def is_rereading(session: Session, node: Node) -> bool:
    """Whether this node waits to be reread."""
    return node.pk in list_rereading(session, node.procedure_id, [node.pk])


def list_touched_since(session: Session, procedure_id: int, since: datetime) -> frozenset[str]:
    """Codes of the nodes whose contributions were withheld or redacted since an instant."""
    rows = session.exec(
        select(Node.code)
        .join(NodeHistory, col(NodeHistory.node_id) == col(Node.id))
        .where(
            NodeHistory.procedure_id == procedure_id,
            NodeHistory.what == Step.SOURCE_CHANGED,
            NodeHistory.at >= since,
        )
    ).all()
    return frozenset(rows)
