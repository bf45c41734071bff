"""Reads of the plan. Removed items are left out unless they are asked for."""

from sqlmodel import Session, col, select

from app.core.errors import NotFoundError
from app.steps.plans.models import Plan, PlanItem
from app.steps.plans.tree import in_order


def list_items(session: Session, procedure_id: int, *, removed: bool = False) -> list[PlanItem]:
    """The items that stand, each followed by what it holds; one query.

    With `removed` those that were taken out too.
    """
    query = select(PlanItem).where(PlanItem.procedure_id == procedure_id)
    if not removed:
        query = query.where(col(PlanItem.removed_at).is_(None))
    return in_order(session.exec(query).all())


def find_item(session: Session, procedure_id: int, public_id: str) -> PlanItem | None:
    """An item of this procedure that stands; one query."""
    found = session.exec(
        select(PlanItem).where(
            PlanItem.procedure_id == procedure_id, PlanItem.public_id == public_id
        )
    ).first()
    return None if found is None or found.removed_at is not None else found


def get_item(
    session: Session, procedure_id: int, public_id: str, *, removed: bool = False
) -> PlanItem:
    """An item of this procedure; with `removed` one that was taken out. Raises NotFoundError."""
    found = session.exec(
        select(PlanItem).where(
            PlanItem.procedure_id == procedure_id, PlanItem.public_id == public_id
        )
    ).first()
    if found is None or (found.removed_at is not None) != removed:
        raise NotFoundError
    return found


def get_plan(session: Session, procedure_id: int) -> Plan | None:
    """The plan's own row; there is none before its tree is first written."""
    return session.exec(select(Plan).where(Plan.procedure_id == procedure_id)).first()
