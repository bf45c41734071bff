"""Reads of the links between nodes and plan items."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from app.core.errors import NotFoundError
from app.people.accounts.models import Account
from app.steps.coverage.models import PlanLink
from app.steps.coverage.picture import Coverage
from app.steps.plans.models import PlanItem
from app.steps.plans.queries import list_items
from app.steps.synthesis.models import Node
from app.steps.synthesis.picture import Picture
from app.steps.synthesis.queries import load_picture


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


@dataclass(frozen=True, slots=True)
class PastLink:
    """A link that stands or stood: who made it, when and why; who ended it, when and why."""

    public_id: str
    node_public_id: str
    node_code: str
    node_title: str
    item_public_id: str
    item_code: str
    item_title: str
    why: str
    by: str
    at: datetime
    ended_why: str
    ended_by: str
    ended_at: datetime | None


def list_all_links(
    session: Session, procedure_id: int, *, node_id: int | None = None, item_id: int | None = None
) -> list[PastLink]:
    """Every link of a node or of an item, ended ones too, oldest first; one query."""
    ending = aliased(Account)
    query = (
        select(PlanLink, Node, PlanItem, Account, ending)  # type: ignore[call-overload]
        .join(Node, col(PlanLink.node_id) == col(Node.id))
        .join(PlanItem, col(PlanLink.item_id) == col(PlanItem.id))
        .join(Account, col(PlanLink.by_id) == col(Account.id))
        .outerjoin(ending, col(PlanLink.ended_by_id) == ending.id)
        .where(PlanLink.procedure_id == procedure_id)
        .order_by(col(PlanLink.id))
    )
    if node_id is not None:
        query = query.where(PlanLink.node_id == node_id)
    if item_id is not None:
        query = query.where(PlanLink.item_id == item_id)
    rows = session.exec(query).all()
    return [
        PastLink(
            public_id=link.public_id,
            node_public_id=node.public_id,
            node_code=node.code,
            node_title=node.title,
            item_public_id=item.public_id,
            item_code=item.code,
            item_title=item.title,
            why=link.why,
            by=account.name,
            at=link.at,
            ended_why=link.ended_why,
            ended_by=ender.name if ender else "",
            ended_at=link.ended_at,
        )
        for link, node, item, account, ender in rows
    ]


def get_link(
    session: Session,
    procedure_id: int,
    public_id: str,
    *,
    node_id: int | None = None,
    item_id: int | None = None,
) -> PlanLink:
    """A link that stands, of this node or of this item. Raises NotFoundError."""
    found = session.exec(
        select(PlanLink).where(
            PlanLink.procedure_id == procedure_id,
            PlanLink.public_id == public_id,
            col(PlanLink.ended_at).is_(None),
        )
    ).first()
    if (
        found is None
        or node_id not in (None, found.node_id)
        or item_id not in (None, found.item_id)
    ):
        raise NotFoundError
    return found


def load_coverage(session: Session, procedure_id: int) -> Coverage:
    """The plan, the synthesis and what ties them, as they stand; 5 queries."""
    links = list_links(session, procedure_id)
    return Coverage(
        items=tuple(list_items(session, procedure_id)),
        picture=load_picture(session, procedure_id),
        links=tuple((link.node_id, link.item_id) for link in links),
        reasons={(link.node_id, link.item_id): link.why for link in links},
    )


def load_plan_alone(session: Session, procedure_id: int) -> Coverage:
    """The plan without the synthesis: for readers to whom that is not published yet."""
    return Coverage(tuple(list_items(session, procedure_id)), Picture((), (), ()), (), {})
