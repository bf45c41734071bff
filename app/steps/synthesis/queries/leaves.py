"""The contributions at the desk, narrowed and cut into pages by the database."""

from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, col, func, or_, select

from app.core.text import sort_key
from app.steps.contributions.enums import FOR_SYNTHESIS
from app.steps.contributions.models import Contribution
from app.steps.contributions.queries import Filters, SynthesisRow
from app.steps.contributions.queries.rows import conditions, has_number, says
from app.steps.contributions.queries.synthesis import cut_for_synthesis, select_for_synthesis
from app.steps.synthesis.models import Node, NodeSource

_UNUSED = (
    ~select(NodeSource.id)
    .join(Node, col(NodeSource.node_id) == col(Node.id))
    .where(NodeSource.contribution_id == Contribution.id, col(Node.removed_at).is_(None))
    .correlate(Contribution)
    .exists()
)
"""Whether a contribution is in no node that stands."""


@dataclass(frozen=True, slots=True)
class AtDesk:
    """What the desk is narrowed to: words or a number, the rest, only those in no node."""

    words: str = ""
    filters: Filters = field(default_factory=Filters)
    unused: bool = False


def list_leaves(
    session: Session, procedure_id: int, asked: AtDesk, *, size: int, number: int
) -> tuple[list[SynthesisRow], int, int]:
    """A page of the contributions by number, its number (never past the last) and the total."""
    return cut_for_synthesis(session, procedure_id, _where(asked), size=size, number=number)


def list_leaf_refs(session: Session, procedure_id: int, asked: AtDesk) -> list[str]:
    """Public ids of all that the desk is narrowed to, by number."""
    query = select_for_synthesis(Contribution.public_id).where(
        Contribution.procedure_id == procedure_id,
        col(Contribution.state).in_(FOR_SYNTHESIS),
        *_where(asked),
    )
    return list(session.exec(query.order_by(col(Contribution.number))).all())


def count_unused(session: Session, procedure_id: int) -> int:
    """How many contributions that need an esito are in no node."""
    query = select(func.count(col(Contribution.id))).where(
        Contribution.procedure_id == procedure_id,
        col(Contribution.state).in_(FOR_SYNTHESIS),
        _UNUSED,
    )
    return session.exec(query).one()


def _where(asked: AtDesk) -> list[Any]:
    words = col(Contribution.public_key)
    found: list[Any] = [
        or_(says(word, words), has_number(word)) for word in sort_key(asked.words).split()
    ]
    found += conditions(asked.filters, words)
    return [*found, _UNUSED] if asked.unused else found
