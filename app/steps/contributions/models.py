"""Contributions, their files and the log of their moderation."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field

from app.core.store.base import Entity, Row
from app.core.store.types import FrozenJson, UtcDateTime, short, values
from app.steps.contributions.enums import ContributionKind, ContributionState, Moment
from app.steps.procedures.models import OfProcedure, procedure_key


class Contribution(Entity, OfProcedure, table=True):
    """What a body brings to a tavolo. Once submitted, `title`, `text` and `details` never change.

    `author_id` is the person who wrote last, never published; `entered_by_id` is set when the
    office typed what was collected in the room. A text that was sent back is corrected in a
    contribution of its own, which `replaces_id` it: both stay. `number` is given at submission.
    `filed_key` folds the original's words for the office's search, `public_key` the published
    ones: what was redacted is not found from outside. The body's name is in neither: it may change.
    """

    __tablename__ = "contribution"
    __table_args__ = (
        procedure_key(),
        ForeignKeyConstraint(["tavolo_id", "procedure_id"], ["tavolo.id", "tavolo.procedure_id"]),
        ForeignKeyConstraint(
            ["meeting_id", "procedure_id"], ["meeting.id", "meeting.procedure_id"]
        ),
        UniqueConstraint("procedure_id", "number"),
        UniqueConstraint("replaces_id"),
        Index(None, "procedure_id", "state"),
    )

    ets_id: int = Field(foreign_key="ets.id", index=True)
    author_id: int | None = Field(default=None, foreign_key="account.id")
    entered_by_id: int | None = Field(default=None, foreign_key="account.id")
    replaces_id: int | None = Field(default=None, foreign_key="contribution.id")
    tavolo_id: int = Field(index=True)
    meeting_id: int | None = Field(default=None, index=True)
    kind: ContributionKind = Field(sa_type=values(ContributionKind))
    moment: Moment | None = Field(default=None, sa_type=values(Moment))
    state: ContributionState = Field(
        default=ContributionState.DRAFT,
        sa_type=values(ContributionState),
    )
    number: int | None = None
    title: str = Field(default="", sa_type=short(200))
    text: str = ""
    details: dict[str, Any] = Field(default_factory=dict, sa_type=FrozenJson)
    original_sha256: str = Field(default="", sa_type=short(64), index=True)
    submitted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    published_title: str = Field(default="", sa_type=short(200))
    published_text: str = ""
    published_details: dict[str, Any] = Field(default_factory=dict, sa_type=FrozenJson)
    filed_key: str = ""
    public_key: str = ""
    edition: int = 1


class ContributionFile(Row, table=True):
    """A file of a contribution; `public` once the office has let it out with the text."""

    __tablename__ = "contribution_file"
    __table_args__ = (UniqueConstraint("contribution_id", "file_id"),)

    contribution_id: int = Field(foreign_key="contribution.id")
    file_id: int = Field(foreign_key="stored_file.id")
    position: int
    public: bool = False


class ModerationStep(Row, table=True):
    """One move of a contribution's state: who, when and why."""

    __tablename__ = "moderation_step"

    contribution_id: int = Field(foreign_key="contribution.id", index=True)
    from_state: ContributionState = Field(sa_type=values(ContributionState, name="from_state"))
    to_state: ContributionState = Field(sa_type=values(ContributionState, name="to_state"))
    reason: str = ""
    by_id: int = Field(foreign_key="account.id")
    at: datetime = Field(sa_type=UtcDateTime)


class ContributionTally(Row, OfProcedure, table=True):
    """How many public contributions a body has at a tavolo, by kind, so that no page counts them.

    Derived from `Contribution`, written with every move of a state.
    """

    __tablename__ = "contribution_tally"
    __table_args__ = (
        procedure_key(),
        ForeignKeyConstraint(["tavolo_id", "procedure_id"], ["tavolo.id", "tavolo.procedure_id"]),
        UniqueConstraint("procedure_id", "ets_id", "tavolo_id", "kind"),
    )

    ets_id: int = Field(foreign_key="ets.id")
    tavolo_id: int
    kind: ContributionKind = Field(sa_type=values(ContributionKind))
    total: int
