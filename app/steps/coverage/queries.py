"""Reads of the links between nodes and plan items."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from app.people.accounts.models import Account
from app.steps.coverage.models import PlanLink
from app.steps.plans.models import PlanItem
from app.steps.synthesis.models import Node


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link that stands, with who made it, when and why."""

    public_id: str
    node_id: int
    item_id: int
    why: str
    by: str
    at: datetime


def list_links(session: Session, procedure_id: int) -> list[LinkRow]:
    """The links that stand between nodes and items that stand, oldest first; one query."""
    rows = session.exec(
        select(PlanLink, Account)
        .join(Account, col(PlanLink.by_id) == col(Account.id))
        .join(Node, col(PlanLink.node_id) == col(Node.id))
        .join(PlanItem, col(PlanLink.item_id) == col(PlanItem.id))
        .where(
            PlanLink.procedure_id == procedure_id,
            col(PlanLink.ended_at).is_(None),
            col(Node.removed_at).is_(None),
            col(PlanItem.removed_at).is_(None),
        )
        .order_by(col(PlanLink.id))
    ).all()
    return [
        LinkRow(link.public_id, link.node_id, link.item_id, link.why, account.name, link.at)
        for link, account in rows
    ]
