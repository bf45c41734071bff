"""Procedure, tavoli, acts and the record of phases; nothing else."""

from datetime import date, datetime

from sqlalchemy import ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.core.store.base import Entity, Row
from app.core.store.types import UtcDateTime, short, values
from app.law.phases import Phase
from app.steps.procedures.enums import ActKind


class Procedure(Entity, table=True):
    """One co-programming. `public_id` names its chain of events; `slug` its address.

    `start_words` are offered as the subject of its start act, where they are known before.
    """

    __tablename__ = "procedure"
    __table_args__ = (
        UniqueConstraint("authority_id", "slug"),
        UniqueConstraint("id", "authority_id"),
    )

    authority_id: int = Field(foreign_key="authority.id")
    slug: str = Field(sa_type=short(60))
    title: str = Field(sa_type=short(300))
    purpose: str = ""
    plan_name: str = Field(default="", sa_type=short(200))
    plan_years: str = Field(default="", sa_type=short(40))
    responsible_officer_id: int | None = Field(default=None, foreign_key="account.id")
    approval_day: date | None = None
    phase: Phase = Field(default=Phase.DRAFT, sa_type=values(Phase))
    suspended_from: Phase | None = Field(
        default=None,
        sa_type=values(Phase, name="suspended_from"),
    )
    edition: int = 1
    start_words: str = Field(default="", sa_type=short(500))


class OfProcedure(SQLModel):
    """Mixed into everything of a procedure: its authority stands beside it, and must agree."""

    procedure_id: int
    authority_id: int


def procedure_key() -> ForeignKeyConstraint:
    """The composite foreign key that every table of a procedure declares."""
    return ForeignKeyConstraint(
        ["procedure_id", "authority_id"], ["procedure.id", "procedure.authority_id"]
    )


class Tavolo(Entity, OfProcedure, table=True):
    """A thematic table, with who conducts it and the institutional referent."""

    __tablename__ = "tavolo"
    __table_args__ = (
        procedure_key(),
        UniqueConstraint("procedure_id", "slug"),
        UniqueConstraint("id", "procedure_id"),
    )

    position: int
    slug: str = Field(sa_type=short(60))
    name: str = Field(sa_type=short(200))
    description: str = ""
    room: str = Field(default="", sa_type=short(200))
    facilitator: str = Field(default="", sa_type=short(200))
    minute_taker: str = Field(default="", sa_type=short(200))
    referent: str = Field(default="", sa_type=short(200))


class Act(Entity, OfProcedure, table=True):
    """An act of an organ or a manager, recorded with number and date; its file is public."""

    __tablename__ = "act"
    __table_args__ = (
        procedure_key(),
        UniqueConstraint("procedure_id", "kind", "organ", "number", "adopted_on"),
    )

    kind: ActKind = Field(sa_type=values(ActKind))
    organ: str = Field(sa_type=short(200))
    number: str = Field(sa_type=short(40))
    adopted_on: date
    subject: str = Field(default="", sa_type=short(500))
    file_id: int | None = Field(default=None, foreign_key="stored_file.id")
    recorded_at: datetime = Field(sa_type=UtcDateTime)


class PhaseStep(Row, OfProcedure, table=True):
    """When the procedure entered a phase, by the legal clock."""

    __tablename__ = "phase_step"
    __table_args__ = (procedure_key(),)

    origin: Phase = Field(sa_type=values(Phase, name="origin"))
    target: Phase = Field(sa_type=values(Phase, name="target"))
    entered_at: datetime = Field(sa_type=UtcDateTime)
