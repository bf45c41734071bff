"""Who follows a procedure by e-mail, and what there is to tell them."""

from datetime import date, datetime

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field

from app.core.store.base import Entity
from app.core.store.types import UtcDateTime, short, values
from app.outlets.follow.enums import NoticeKind, Rhythm
from app.steps.procedures.models import OfProcedure, procedure_key


class Follow(Entity, OfProcedure, table=True):
    """An address that follows a procedure; nothing leaves for it before it was confirmed.

    With a `tavolo_id`, only what is of that tavolo or of the whole procedure is wanted.
    `leave_token` stands as it is, because every mail bears it: it opens nothing but leaving and
    what is wanted, beside the address itself. `told_to` is the key of the last notice told,
    `summed_on` the Monday (in Rome) of the last summary. Instants are of the wall clock. Leaving
    removes the row.
    """

    __tablename__ = "follow"
    __table_args__ = (
        procedure_key(),
        ForeignKeyConstraint(["tavolo_id", "procedure_id"], ["tavolo.id", "tavolo.procedure_id"]),
        UniqueConstraint("procedure_id", "email"),
    )

    email: str = Field(sa_type=short(254))
    confirm_hash: str = Field(sa_type=short(64), unique=True)
    leave_token: str = Field(sa_type=short(64), unique=True)
    asked_at: datetime = Field(sa_type=UtcDateTime)
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    told_to: int = 0
    tavolo_id: int | None = Field(default=None, index=True)
    rhythm: Rhythm = Field(default=Rhythm.AT_ONCE, sa_type=values(Rhythm))
    summed_on: date | None = None


class FollowNotice(Entity, OfProcedure, table=True):
    """Something public to tell; `address` begins with a slash, `noted_at` is of the legal clock.

    `tavolo_id` is the tavolo that it is of, if of one only; `subject` the public id of what it
    tells of, where that may be taken away again.
    Written while the procedure is locked, so that keys follow the order of commits.
    """

    __tablename__ = "follow_notice"
    __table_args__ = (
        procedure_key(),
        ForeignKeyConstraint(["tavolo_id", "procedure_id"], ["tavolo.id", "tavolo.procedure_id"]),
        Index(None, "procedure_id", "id"),
    )

    kind: NoticeKind = Field(sa_type=values(NoticeKind))
    title: str = Field(sa_type=short(300))
    address: str = Field(sa_type=short(500))
    noted_at: datetime = Field(sa_type=UtcDateTime)
    tavolo_id: int | None = Field(default=None, index=True)
    subject: str = Field(default="", sa_type=short(20), index=True)
