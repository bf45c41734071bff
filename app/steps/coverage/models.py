"""Which node of the synthesis went into which item of the plan, and why."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, text
from sqlmodel import Field

from app.core.store.base import Entity
from app.core.store.types import UtcDateTime
from app.steps.procedures.models import OfProcedure, procedure_key

_STANDS = text("ended_at IS NULL")


class PlanLink(Entity, OfProcedure, table=True):
    """A node and an item of the plan that takes it up, with who said so, when and why.

    One that was taken away stays with `ended_at`, by whom and why.
    """

    __tablename__ = "plan_link"
    __table_args__ = (
        procedure_key(),
        ForeignKeyConstraint(["node_id", "procedure_id"], ["node.id", "node.procedure_id"]),
        ForeignKeyConstraint(
            ["item_id", "procedure_id"], ["plan_item.id", "plan_item.procedure_id"]
        ),
        Index(None, "procedure_id"),
        Index(
            "uq_plan_link_standing",
            "node_id",
            "item_id",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
    )

    node_id: int = Field(index=True)
    item_id: int = Field(index=True)
    why: str
    by_id: int = Field(foreign_key="account.id")
    at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_by_id: int | None = Field(default=None, foreign_key="account.id")
    ended_why: str = ""
