"""Shared nodes, what they are drawn from, how they are linked, and the draft that is shared."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field

from app.core.store.base import Entity, Row
from app.core.store.types import FrozenJson, UtcDateTime, short, values
from app.steps.procedures.models import OfProcedure, procedure_key
from app.steps.synthesis.enums import NodeKind, Step


class Node(Entity, OfProcedure, table=True):
    """A need, objective, intervention or area drawn from contributions.

    `code` (B1, O1, I1, A1) is never given twice. `details` has the keys of `details.DETAILS`.
    A removed node keeps its sources and links: to restore it is to clear `removed_at`.
    """

    __tablename__ = "node"
    __table_args__ = (
        procedure_key(),
        ForeignKeyConstraint(["tavolo_id", "procedure_id"], ["tavolo.id", "tavolo.procedure_id"]),
        UniqueConstraint("procedure_id", "code"),
        UniqueConstraint("id", "procedure_id"),
    )

    kind: NodeKind = Field(sa_type=values(NodeKind))
    code: str = Field(sa_type=short(10))
    title: str = Field(sa_type=short(300))
    text: str = ""
    tavolo_id: int | None = Field(default=None, index=True)
    details: dict[str, Any] = Field(default_factory=dict, sa_type=FrozenJson)
    position: int
    removed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    edition: int = 1


class NodeSource(Row, OfProcedure, table=True):
    """A contribution that a node is drawn from; many-to-many, the original stays untouched."""

    __tablename__ = "node_source"
    __table_args__ = (
        procedure_key(),
        ForeignKeyConstraint(["node_id", "procedure_id"], ["node.id", "node.procedure_id"]),
        UniqueConstraint("node_id", "contribution_id"),
        Index(None, "procedure_id"),
    )

    node_id: int
    contribution_id: int = Field(foreign_key="contribution.id", index=True)
    note: str = ""


class NodeLink(Row, OfProcedure, table=True):
    """From a need to its objective, from an objective to its intervention or area."""

    __tablename__ = "node_link"
    __table_args__ = (
        procedure_key(),
        ForeignKeyConstraint(["from_node_id", "procedure_id"], ["node.id", "node.procedure_id"]),
        ForeignKeyConstraint(["to_node_id", "procedure_id"], ["node.id", "node.procedure_id"]),
        UniqueConstraint("from_node_id", "to_node_id"),
        Index(None, "procedure_id"),
    )

    from_node_id: int
    to_node_id: int = Field(index=True)


class NodeHistory(Row, OfProcedure, table=True):
    """Append-only: who did what to a node and why. `undoes_id` is the step that it undid.

    `details` holds what is needed to undo: `sources` ({contribution public id: note}), `before`
    and `after` (the fields of the node), `other` (the public id of another node).
    A step of several parts (joining nodes, splitting one, moving) is one row that names what was
    meant, and the rows that did it are `part_of_id` it: they are undone together.
    """

    __tablename__ = "node_history"
    __table_args__ = (
        procedure_key(),
        ForeignKeyConstraint(["node_id", "procedure_id"], ["node.id", "node.procedure_id"]),
        UniqueConstraint("undoes_id"),
        Index(None, "procedure_id"),
    )

    node_id: int = Field(index=True)
    what: Step = Field(sa_type=values(Step))
    details: dict[str, Any] = Field(default_factory=dict, sa_type=FrozenJson)
    by_id: int = Field(foreign_key="account.id")
    at: datetime = Field(sa_type=UtcDateTime)
    why: str = ""
    undoes_id: int | None = Field(default=None, foreign_key="node_history.id")
    part_of_id: int | None = Field(default=None, foreign_key="node_history.id", index=True)


class SharedDraft(Entity, OfProcedure, table=True):
    """The synthesis as participants got it; `content` is a snapshot and `sha256` its seal."""

    __tablename__ = "shared_draft"
    __table_args__ = (procedure_key(), UniqueConstraint("procedure_id", "number"))

    number: int
    shared_at: datetime = Field(sa_type=UtcDateTime)
    observations_until: datetime = Field(sa_type=UtcDateTime)
    content: dict[str, Any] = Field(sa_type=FrozenJson)
    sha256: str = Field(sa_type=short(64))


class Observation(Entity, OfProcedure, table=True):
    """What a body observed on a draft, the office's answer and what changed because of it."""

    __tablename__ = "observation"
    __table_args__ = (procedure_key(), Index(None, "procedure_id"))

    draft_id: int = Field(foreign_key="shared_draft.id", index=True)
    ets_id: int = Field(foreign_key="ets.id", index=True)
    author_id: int = Field(foreign_key="account.id")
    text: str
    sent_at: datetime = Field(sa_type=UtcDateTime)
    answer: str = ""
    changed: str = ""
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answered_by_id: int | None = Field(default=None, foreign_key="account.id")


class ObservationChange(Row, OfProcedure, table=True):
    """A step of the synthesis that was taken because of an observation, as the office says."""

    __tablename__ = "observation_change"
    __table_args__ = (
        procedure_key(),
        UniqueConstraint("observation_id", "step_id"),
        Index(None, "procedure_id"),
    )

    observation_id: int = Field(foreign_key="observation.id")
    step_id: int = Field(foreign_key="node_history.id", index=True)
