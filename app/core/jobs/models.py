"""Work that outlives a request, and the register of every communication."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field

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


class MessageState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    KEPT = "kept"  # no mail server is configured: it stays in the register

    @property
    def label(self) -> str:
        return {
            "queued": "in attesa di invio",
            "sending": "in invio",
            "sent": "inviata",
            "failed": "non consegnata",
            "kept": "solo a registro: nessun server di posta",
        }[self.value]


class Message(Entity, table=True):
    """One communication to one address. `chain` is the procedure it belongs to.

    `unsubscribe` is the address at which one press ends mails of this kind (RFC 8058).
    """

    __tablename__ = "message"
    __table_args__ = (Index(None, "chain", "id"), Index(None, "recipient_ref"))

    chain: str = Field(sa_type=short(40))
    kind: str = Field(sa_type=short(80))
    recipient: str = Field(sa_type=short(320))
    recipient_ref: str = Field(default="", sa_type=short(40))
    sender_name: str = Field(default="", sa_type=short(200))
    reply_to: str = Field(default="", sa_type=short(320))
    subject: str = Field(sa_type=short(300))
    body: str
    attachments: list[dict[str, str]] = Field(default_factory=list, sa_type=FrozenJson)
    unsubscribe: str = Field(default="", sa_type=short(500))
    message_ref: str = Field(sa_type=short(200), unique=True)
    state: MessageState = Field(default=MessageState.QUEUED, sa_type=values(MessageState))
    attempts: int = 0
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    error: str = Field(default="", sa_type=short(500))
