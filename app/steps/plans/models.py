"""The plan: its tree, what was imported into it, and its way to approval."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field

from app.core.store.base import Entity, Row
from app.core.store.types import FrozenJson, UtcDateTime, short, values
from app.steps.plans.enums import ItemState, Level, PlanActKind
from app.steps.procedures.models import OfProcedure, procedure_key


class Plan(Row, OfProcedure, table=True):
    """One for each procedure. `edition` counts the changes of its tree.

    `published_at` is when the office marked it published before the esiti were; see
    `queries.is_plan_public`.
    """

    __tablename__ = "plan"
    __table_args__ = (procedure_key(), UniqueConstraint("procedure_id"))

    edition: int = 0
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    published_by_id: int | None = Field(default=None, foreign_key="account.id")


class PlanItem(Entity, OfProcedure, table=True):
    """An objective, programme or activity of the plan.

    `code` is the office's own, never given to another. `owner` is an office or a body in words.
    A removed item keeps its place and links: to restore it is to clear `removed_at`.
    """

    __tablename__ = "plan_item"
    __table_args__ = (
        procedure_key(),
        ForeignKeyConstraint(
            ["parent_id", "procedure_id"], ["plan_item.id", "plan_item.procedure_id"]
        ),
        UniqueConstraint("procedure_id", "code"),
        UniqueConstraint("id", "procedure_id"),
    )

    level: Level = Field(sa_type=values(Level))
    code: str = Field(sa_type=short(40))
    title: str = Field(sa_type=short(500))
    text: str = ""
    parent_id: int | None = Field(default=None, index=True)
    owner: str = Field(default="", sa_type=short(200))
    due_on: date | None = None
    amount_cents: int | None = Field(default=None, sa_type=BigInteger)
    state: ItemState = Field(default=ItemState.PLANNED, sa_type=values(ItemState))
    sector: str = Field(default="", sa_type=short(200))
    position: int
    removed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    edition: int = 1


class PlanImport(Entity, OfProcedure, table=True):
    """A file of the plan: who brought it, how its columns are read, what it changed.

    `columns` maps field → column (from 0) and `header_row` is the row of their names. `whole`:
    what the file lacks goes from the tree. `changes`, written when it was applied:
    {"added": [code], "restored": [code], "changed": {code: {field: [before, after]}},
    "gone": [code], "refused": {line: reason}}. `before` is what an undoing needs besides,
    None where none was kept: {"restored": {code: {field: value}}, "places": {code: position}}.
    """

    __tablename__ = "plan_import"
    __table_args__ = (procedure_key(), Index(None, "procedure_id"))

    file_id: int = Field(foreign_key="stored_file.id")
    sha256: str = Field(sa_type=short(64))
    made_by_id: int = Field(foreign_key="account.id")
    made_at: datetime = Field(sa_type=UtcDateTime)
    header_row: int = 0
    columns: dict[str, Any] = Field(default_factory=dict, sa_type=FrozenJson)
    whole: bool = True
    applied_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    applied_by_id: int | None = Field(default=None, foreign_key="account.id")
    changes: dict[str, Any] = Field(default_factory=dict, sa_type=FrozenJson)
    before: dict[str, Any] | None = Field(default=None, sa_type=FrozenJson)
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    undone_by_id: int | None = Field(default=None, foreign_key="account.id")


class PlanPartner(Entity, OfProcedure, table=True):
    """An authority that makes the plan together with the one that leads the procedure."""

    __tablename__ = "plan_partner"
    __table_args__ = (
        procedure_key(),
        UniqueConstraint("procedure_id", "name"),
        UniqueConstraint("id", "procedure_id"),
    )

    name: str = Field(sa_type=short(200))
    what: str = Field(default="", sa_type=short(300))
    position: int


class PlanAct(Entity, OfProcedure, table=True):
    """A step of the plan's way to approval: an agreement, or the act of an organ or a body.

    `partner_id` is whose act it is; empty for the authority that leads. Without `adopted_on` it
    is awaited, at `expected_on` where that is known.
    """

    __tablename__ = "plan_act"
    __table_args__ = (
        procedure_key(),
        ForeignKeyConstraint(
            ["partner_id", "procedure_id"], ["plan_partner.id", "plan_partner.procedure_id"]
        ),
        Index(None, "procedure_id"),
    )

    kind: PlanActKind = Field(sa_type=values(PlanActKind))
    partner_id: int | None = None
    organ: str = Field(sa_type=short(200))
    number: str = Field(default="", sa_type=short(40))
    expected_on: date | None = None
    adopted_on: date | None = None
    subject: str = Field(default="", sa_type=short(500))
    file_id: int | None = Field(default=None, foreign_key="stored_file.id")
    recorded_by_id: int = Field(foreign_key="account.id")
    recorded_at: datetime = Field(sa_type=UtcDateTime)
