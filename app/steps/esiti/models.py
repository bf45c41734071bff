"""The esiti of contributions and of shared nodes: the office's proposal, the organ's decision."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field

from app.core.store.base import Entity, Row
from app.core.store.types import UtcDateTime, short, values
from app.steps.esiti.enums import Counted, EsitoState, EsitoStep, Outcome
from app.steps.procedures.models import OfProcedure, procedure_key


class Esito(Entity, OfProcedure, table=True):
    """What became of a contribution, with its reason.

    `sequence` counts within contribution and step: a published esito is never replaced, what
    comes later is added with the next number. `act_id` is the organ's approval (decisions only).
    `node_id` is the node that it is inherited from, `pinned` where the office chose that one of
    several; both are empty on an esito of its own. `template` are the words with placeholders
    that `reason` was made from. `plan_item` is the plan's item in free words, `plan_item_id` the
    item itself where the plan is here. `current` marks the last published one, decisions before
    proposals.
    """

    __tablename__ = "esito"
    __table_args__ = (
        procedure_key(),
        ForeignKeyConstraint(["node_id", "procedure_id"], ["node.id", "node.procedure_id"]),
        ForeignKeyConstraint(
            ["plan_item_id", "procedure_id"], ["plan_item.id", "plan_item.procedure_id"]
        ),
        UniqueConstraint("contribution_id", "step", "sequence"),
        Index(None, "procedure_id", "state"),
        Index(None, "procedure_id", "current", "outcome"),
    )

    contribution_id: int = Field(foreign_key="contribution.id")
    step: EsitoStep = Field(sa_type=values(EsitoStep))
    sequence: int = 1
    outcome: Outcome = Field(sa_type=values(Outcome))
    reason: str
    template: str = ""
    passed_to: str = Field(default="", sa_type=short(300))
    plan_item: str = ""
    plan_item_id: int | None = Field(default=None, index=True)
    node_id: int | None = Field(default=None, index=True)
    pinned: bool = False
    act_id: int | None = Field(default=None, foreign_key="act.id", index=True)
    state: EsitoState = Field(default=EsitoState.DRAFT, sa_type=values(EsitoState))
    current: bool = False
    decided_by_id: int = Field(foreign_key="account.id")
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    edition: int = 1


class NodeEsito(Entity, OfProcedure, table=True):
    """What became of a shared node; the contributions it is drawn from inherit it.

    `sequence`, `act_id` and `current` are as on `Esito`. The node may have been taken out of the
    synthesis: the esito then waits with it for a restoring.
    """

    __tablename__ = "node_esito"
    __table_args__ = (
        procedure_key(),
        ForeignKeyConstraint(["node_id", "procedure_id"], ["node.id", "node.procedure_id"]),
        ForeignKeyConstraint(
            ["plan_item_id", "procedure_id"], ["plan_item.id", "plan_item.procedure_id"]
        ),
        UniqueConstraint("node_id", "step", "sequence"),
        Index(None, "procedure_id", "state"),
    )

    node_id: int
    step: EsitoStep = Field(sa_type=values(EsitoStep))
    sequence: int = 1
    outcome: Outcome = Field(sa_type=values(Outcome))
    reason: str
    passed_to: str = Field(default="", sa_type=short(300))
    plan_item: str = ""
    plan_item_id: int | None = Field(default=None, index=True)
    act_id: int | None = Field(default=None, foreign_key="act.id", index=True)
    state: EsitoState = Field(default=EsitoState.DRAFT, sa_type=values(EsitoState))
    current: bool = False
    decided_by_id: int = Field(foreign_key="account.id")
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    edition: int = 1


class EsitoPromise(Row, OfProcedure, table=True):
    """The office has promised this contribution an answer of its own, not an inherited one."""

    __tablename__ = "esito_promise"
    __table_args__ = (
        procedure_key(),
        UniqueConstraint("contribution_id"),
        Index(None, "procedure_id"),
    )

    contribution_id: int = Field(foreign_key="contribution.id")
    by_id: int = Field(foreign_key="account.id")
    at: datetime = Field(sa_type=UtcDateTime)


class EsitoTally(Row, OfProcedure, table=True):
    """How many contributions have which published outcome, so that no page counts them.

    Derived from `Esito`, made anew with everything that is published. `ets_id` is empty for
    contributions that were withheld: their body is not public.
    """

    __tablename__ = "esito_tally"
    __table_args__ = (
        procedure_key(),
        ForeignKeyConstraint(["tavolo_id", "procedure_id"], ["tavolo.id", "tavolo.procedure_id"]),
        Index(None, "procedure_id"),
    )

    counted: Counted = Field(sa_type=values(Counted))
    tavolo_id: int
    ets_id: int | None = Field(default=None, foreign_key="ets.id")
    outcome: Outcome = Field(sa_type=values(Outcome))
    total: int
