"""Work that outlives a request, and the register of every communication."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from app.core.clock import wall_now
from app.core.store.base import Entity, Row
from app.core.store.types import FrozenJson, UtcDateTime, short, values


class JobState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(Row, table=True):
    """`key` makes a job unique while it stands (`every:sweep`, `mail:…`)."""

    __tablename__ = "job"
    __table_args__ = (Index(None, "state", "run_at"),)

    kind: str = Field(sa_type=short(80))
    key: str | None = Field(default=None, sa_type=short(120), unique=True)
    payload: dict[str, Any] = Field(default_factory=dict, sa_type=FrozenJson)
    state: JobState = Field(default=JobState.WAITING, sa_type=values(JobState))
    run_at: datetime = Field(default_factory=wall_now, sa_type=UtcDateTime)
    attempts: int = 0
    lease: str = Field(default="", sa_type=short(40))
    leased_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    error: str = Field(default="", sa_type=short(500))


class Way(StrEnum):
    """How a message travels: by the two accounts, or by other ways that people then record."""

    MAIL = "mail"
    PEC = "pec"
    OUTSIDE_PEC = "outside_pec"
    LETTER = "letter"
    BY_HAND = "by_hand"

    @property
    def label(self) -> str:
        return {
            "mail": "posta elettronica",
            "pec": "PEC",
            "outside_pec": "PEC da un'altra casella",
            "letter": "lettera o raccomandata",
            "by_hand": "consegna a mano",
        }[self.value]


OUTSIDE = (Way.OUTSIDE_PEC, Way.LETTER, Way.BY_HAND)


class MessageState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    KEPT = "kept"  # no mail server is configured: it stays in the register
    RECORDED = "recorded"  # it went another way, and a person wrote it down

    @property
    def label(self) -> str:
        return {
            "queued": "in attesa di invio",
            "sending": "in invio",
            "sent": "inviata",
            "failed": "non consegnata",
            "kept": "solo a registro: nessun server di posta",
            "recorded": "annotata dall'ufficio",
        }[self.value]


class Message(Entity, table=True):
    """One communication to one address. `chain` is the procedure it belongs to.

    `unsubscribe` is the address at which one press ends mails of this kind (RFC 8058).
    `resends_id` is the failed message that this one repeats. One that went another way has
    `recorded_by_ref`, who wrote it down, and perhaps its `file_id`; `sent_at` is what they said.
    `erased_at` is when its words were removed at the end of their term.
    """

    __tablename__ = "message"
    __table_args__ = (
        Index(None, "chain", "id"),
        Index(None, "recipient_ref"),
        Index(None, "resends_id"),
    )

    chain: str = Field(sa_type=short(40))
    kind: str = Field(sa_type=short(80))
    recipient: str = Field(sa_type=short(320))
    recipient_ref: str = Field(default="", sa_type=short(40))
    sender_name: str = Field(default="", sa_type=short(200))
    reply_to: str = Field(default="", sa_type=short(320))
    way: Way = Field(default=Way.MAIL, sa_type=values(Way))
    subject: str = Field(sa_type=short(300))
    body: str
    attachments: list[dict[str, str]] = Field(default_factory=list, sa_type=FrozenJson)
    unsubscribe: str = Field(default="", sa_type=short(500))
    message_ref: str = Field(sa_type=short(200), unique=True)
    state: MessageState = Field(default=MessageState.QUEUED, sa_type=values(MessageState))
    attempts: int = 0
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    error: str = Field(default="", sa_type=short(500))
    resends_id: int | None = Field(default=None, foreign_key="message.id")
    recorded_by_ref: str = Field(default="", sa_type=short(40))
    file_id: int | None = Field(default=None, foreign_key="stored_file.id")
    erased_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Heartbeat(SQLModel, table=True):
    """The one row that says when the service was last up, on the wall clock."""

    __tablename__ = "heartbeat"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: int = Field(default=1, primary_key=True)
    beat_at: datetime = Field(sa_type=UtcDateTime)


class Outage(Entity, table=True):
    """A span in which the service did not answer, by the legal clock; `planned` if noted before."""

    __tablename__ = "outage"

    from_at: datetime = Field(sa_type=UtcDateTime, index=True)
    until_at: datetime = Field(sa_type=UtcDateTime)
    noticed_at: datetime = Field(sa_type=UtcDateTime)
    planned: bool = False
    note: str = Field(default="", sa_type=short(300))
