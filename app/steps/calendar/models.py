"""Meetings, their sessions, and who signed up for the public ones."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field

from app.core.clock import wall_now
from app.core.store.base import Entity
from app.core.store.types import FrozenJson, UtcDateTime, short, values
from app.steps.calendar.enums import LaboratoryKind, MeetingKind
from app.steps.procedures.models import OfProcedure, procedure_key


class Meeting(Entity, OfProcedure, table=True):
    """A day of the procedure. `yields` is what a laboratory is to define.

    `public` ones are open to anyone, and free sign-up may be offered with `sign_up`; the
    others are by invitation.
    """

    __tablename__ = "meeting"
    __table_args__ = (
        procedure_key(),
        UniqueConstraint("id", "procedure_id"),
        CheckConstraint("starts_at < ends_at", name="hours"),
        Index(None, "procedure_id", "starts_at"),
        Index(None, "authority_id", "starts_at"),
    )

    code: str = Field(default="", sa_type=short(20))
    kind: MeetingKind = Field(sa_type=values(MeetingKind))
    title: str = Field(sa_type=short(300))
    yields: LaboratoryKind | None = Field(
        default=None,
        sa_type=values(LaboratoryKind),
    )
    starts_at: datetime = Field(sa_type=UtcDateTime)
    ends_at: datetime = Field(sa_type=UtcDateTime)
    place_name: str = Field(default="", sa_type=short(200))
    address: str = Field(default="", sa_type=short(300))
    access_note: str = ""
    public: bool = False
    sign_up: bool = False
    edition: int = 1
    changed_at: datetime = Field(default_factory=wall_now, sa_type=UtcDateTime)
    cancelled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    cancelled_reason: str = Field(default="", sa_type=short(500))


class MeetingSession(Entity, OfProcedure, table=True):
    """A part of a meeting: the plenary (no tavolo) or one tavolo at work.

    `agenda` is a list of items: minutes, what, technique.
    """

    __tablename__ = "meeting_session"
    __table_args__ = (
        procedure_key(),
        ForeignKeyConstraint(
            ["meeting_id", "procedure_id"], ["meeting.id", "meeting.procedure_id"]
        ),
        ForeignKeyConstraint(["tavolo_id", "procedure_id"], ["tavolo.id", "tavolo.procedure_id"]),
        UniqueConstraint("id", "procedure_id"),
        CheckConstraint("starts_at < ends_at", name="hours"),
        Index(None, "meeting_id"),
        Index(None, "tavolo_id"),
        Index(None, "authority_id", "starts_at"),
    )

    meeting_id: int
    tavolo_id: int | None = None
    title: str = Field(sa_type=short(300))
    starts_at: datetime = Field(sa_type=UtcDateTime)
    ends_at: datetime = Field(sa_type=UtcDateTime)
    room: str = Field(default="", sa_type=short(200))
    goals: str = ""
    agenda: list[dict[str, object]] = Field(default_factory=list, sa_type=FrozenJson)


class SignUp(Entity, OfProcedure, table=True):
    """Somebody's free sign-up to a public meeting; `access_needs` is for the organiser only."""

    __tablename__ = "sign_up"
    __table_args__ = (
        procedure_key(),
        ForeignKeyConstraint(
            ["meeting_id", "procedure_id"], ["meeting.id", "meeting.procedure_id"]
        ),
        Index(None, "meeting_id", "email"),
    )

    meeting_id: int
    name: str = Field(sa_type=short(200))
    email: str = Field(sa_type=short(320))
    people: int = 1
    access_needs: str = ""
    leave_hash: str = Field(sa_type=short(64), unique=True)
    cancelled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
