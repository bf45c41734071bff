"""Who sits where, who was convened, who was there, and what was minuted."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from app.core.store.base import Entity, Row
from app.core.store.types import FrozenJson, UtcDateTime, short, values
from app.steps.laboratories.enums import AttendanceStatus, VerbaleOutcome, VerbaleState
from app.steps.procedures.models import OfProcedure, procedure_key


class Seat(Entity, OfProcedure, table=True):
    """A body's place at a tavolo. Without `domanda_id` the office gave it to a public service.

    The people are personal data: they are shown to the office and at the tavolo, never published.
    `more_delegates` are those after the first, each with name, role, email and phone.
    """

    __tablename__ = "seat"
    __table_args__ = (procedure_key(), UniqueConstraint("tavolo_id", "ets_id"))

    tavolo_id: int = Field(foreign_key="tavolo.id")
    ets_id: int = Field(foreign_key="ets.id", index=True)
    domanda_id: int | None = Field(default=None, foreign_key="domanda.id", index=True)
    with_reservation: bool = False
    delegate_name: str = Field(default="", sa_type=short(200))
    delegate_role: str = Field(default="", sa_type=short(200))
    delegate_email: str = Field(default="", sa_type=short(320))
    delegate_phone: str = Field(default="", sa_type=short(60))
    substitute_name: str = Field(default="", sa_type=short(200))
    substitute_role: str = Field(default="", sa_type=short(200))
    substitute_email: str = Field(default="", sa_type=short(320))
    substitute_phone: str = Field(default="", sa_type=short(60))
    more_delegates: list[dict[str, str]] = Field(default_factory=list, sa_type=FrozenJson)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Convocation(Row, OfProcedure, table=True):
    """An address that was convened to a meeting: once, however often the button is pressed."""

    __tablename__ = "convocation"
    __table_args__ = (procedure_key(), UniqueConstraint("meeting_id", "recipient"))

    meeting_id: int = Field(foreign_key="meeting.id")
    recipient: str = Field(sa_type=short(320))
    ets_id: int = Field(foreign_key="ets.id")
    convened_at: datetime = Field(sa_type=UtcDateTime)
    message_id: int | None = Field(default=None, foreign_key="message.id")


class Attendance(Row, OfProcedure, table=True):
    """A person at a session for a body; instants by the legal clock."""

    __tablename__ = "attendance"
    __table_args__ = (procedure_key(), UniqueConstraint("session_id", "ets_id", "person_name"))

    session_id: int = Field(foreign_key="meeting_session.id")
    ets_id: int = Field(foreign_key="ets.id", index=True)
    person_name: str = Field(sa_type=short(200))
    status: AttendanceStatus = Field(sa_type=values(AttendanceStatus))
    in_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    out_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Verbale(Entity, OfProcedure, table=True):
    """The minutes of a session. `seal` is the SHA-256 of content and attendance, once approved.

    `synthesis` is a list of {item, text}; `positions` of {text, bodies: public ids of bodies}.
    """

    __tablename__ = "verbale"
    __table_args__ = (procedure_key(),)

    session_id: int = Field(foreign_key="meeting_session.id", unique=True)
    held_on: date
    place: str = Field(default="", sa_type=short(300))
    starts_at: datetime = Field(sa_type=UtcDateTime)
    ends_at: datetime = Field(sa_type=UtcDateTime)
    chair: str = Field(default="", sa_type=short(200))
    minute_taker: str = Field(default="", sa_type=short(200))
    agenda: str = ""
    synthesis: list[dict[str, str]] = Field(default_factory=list, sa_type=FrozenJson)
    outcome: VerbaleOutcome | None = Field(default=None, sa_type=values(VerbaleOutcome))
    unitary_proposal: str = ""
    positions: list[dict[str, Any]] = Field(default_factory=list, sa_type=FrozenJson)
    state: VerbaleState = Field(default=VerbaleState.DRAFT, sa_type=values(VerbaleState))
    corrections_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    approved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    approved_by_id: int | None = Field(default=None, foreign_key="account.id")
    seal: str = Field(default="", sa_type=short(64))
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    file_id: int | None = Field(default=None, foreign_key="stored_file.id")


class VerbaleCorrection(Entity, OfProcedure, table=True):
    """What a body that sits at the tavolo asks to correct in the draft, and the office's answer."""

    __tablename__ = "verbale_correction"
    __table_args__ = (procedure_key(),)

    verbale_id: int = Field(foreign_key="verbale.id", index=True)
    ets_id: int = Field(foreign_key="ets.id")
    author_id: int = Field(foreign_key="account.id")
    text: str
    sent_at: datetime = Field(sa_type=UtcDateTime)
    accepted: bool | None = None
    answer: str = ""
