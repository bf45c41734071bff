"""The esito of a contribution: the office's proposal, then the organ's decision."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from app.core.store.base import Entity
from app.core.store.types import UtcDateTime, short, values
from app.steps.esiti.enums import EsitoState, EsitoStep, Outcome
from app.steps.procedures.models import OfProcedure, procedure_key


class Esito(Entity, OfProcedure, table=True):
    """What became of a contribution, with its reason.

    `sequence` counts within contribution and step: a published esito is never replaced, what
    comes later is added with the next number. `act_id` is the organ's approval (decisions only).
    """

    __tablename__ = "esito"
    __table_args__ = (
        procedure_key(),
        UniqueConstraint("contribution_id", "step", "sequence"),
        Index(None, "procedure_id", "state"),
    )

    contribution_id: int = Field(foreign_key="contribution.id")
    step: EsitoStep = Field(sa_type=values(EsitoStep))
    sequence: int = 1
    outcome: Outcome = Field(sa_type=values(Outcome))
    reason: str
    passed_to: str = Field(default="", sa_type=short(300))
    plan_item: str = ""
    act_id: int | None = Field(default=None, foreign_key="act.id", index=True)
    state: EsitoState = Field(default=EsitoState.DRAFT, sa_type=values(EsitoState))
    decided_by_id: int = Field(foreign_key="account.id")
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
