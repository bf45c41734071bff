"""What the tavoli put first, with the rule they used, and the office's words where it differs.

The office's own assessment is not here: it is the `priority` and its reason of the node itself.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field

from app.core.store.base import Entity, Row
from app.core.store.types import UtcDateTime, short, values
from app.law.priorities import BallotRule
from app.steps.procedures.models import OfProcedure, procedure_key
from app.steps.synthesis.enums import NodeKind


class Ballot(Entity, OfProcedure, table=True):
    """A vote or a ranking of a session, advisory. `tavolo_id` is empty for the plenary.

    `measure` is the dots of each body, or how many positions were ranked, as `rule` says.
    One that was recorded by mistake is withdrawn with the reason, and stays.
    """

    __tablename__ = "priority_ballot"
    __table_args__ = (
        procedure_key(),
        ForeignKeyConstraint(["tavolo_id", "procedure_id"], ["tavolo.id", "tavolo.procedure_id"]),
        ForeignKeyConstraint(
            ["session_id", "procedure_id"], ["meeting_session.id", "meeting_session.procedure_id"]
        ),
        UniqueConstraint("id", "procedure_id"),
        CheckConstraint("bodies > 0", name="bodies"),
        Index(None, "procedure_id"),
    )

    tavolo_id: int | None = Field(default=None, index=True)
    session_id: int = Field(index=True)
    kind: NodeKind = Field(sa_type=values(NodeKind))
    rule: BallotRule = Field(sa_type=values(BallotRule))
    rule_words: str = Field(default="", sa_type=short(500))
    measure: int | None = None
    bodies: int
    reason: str
    by_id: int = Field(foreign_key="account.id")
    recorded_at: datetime = Field(sa_type=UtcDateTime)
    edition: int = 1
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    withdrawn_why: str = Field(default="", sa_type=short(500))


class BallotResult(Row, OfProcedure, table=True):
    """What one node got: dots, votes, a position or a degree of consent, as the rule says."""

    __tablename__ = "priority_result"
    __table_args__ = (
        procedure_key(),
        ForeignKeyConstraint(
            ["ballot_id", "procedure_id"], ["priority_ballot.id", "priority_ballot.procedure_id"]
        ),
        ForeignKeyConstraint(["node_id", "procedure_id"], ["node.id", "node.procedure_id"]),
        UniqueConstraint("ballot_id", "node_id"),
        CheckConstraint("value >= 0", name="value"),
        Index(None, "procedure_id"),
    )

    ballot_id: int
    node_id: int = Field(index=True)
    value: int
    note: str = Field(default="", sa_type=short(500))


class DivergenceNote(Row, OfProcedure, table=True):
    """The office's words where its assessment of a node and a result of a tavolo differ."""

    __tablename__ = "priority_note"
    __table_args__ = (
        procedure_key(),
        ForeignKeyConstraint(
            ["ballot_id", "procedure_id"], ["priority_ballot.id", "priority_ballot.procedure_id"]
        ),
        ForeignKeyConstraint(["node_id", "procedure_id"], ["node.id", "node.procedure_id"]),
        UniqueConstraint("ballot_id", "node_id"),
        Index(None, "procedure_id"),
    )

    ballot_id: int
    node_id: int = Field(index=True)
    words: str
    by_id: int = Field(foreign_key="account.id")
    at: datetime = Field(sa_type=UtcDateTime)
