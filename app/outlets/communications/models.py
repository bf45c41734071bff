"""Receipts of certified mail, as the office handed them in."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from app.core.store.base import Entity
from app.core.store.types import UtcDateTime, short, values
from app.outlets.communications.enums import ReceiptKind
from app.steps.procedures.models import OfProcedure, procedure_key


class PecReceipt(Entity, OfProcedure, table=True):
    """One receipt. `refers_to` is the Message-ID that it names, `issued_at` its own instant.

    `message_id` is empty while nobody knows which message it speaks of: then it stands in the
    procedure where it was handed in. `fingerprint` covers what it says, so that the same receipt
    is kept once however often, and in whichever envelope, it comes.
    """

    __tablename__ = "pec_receipt"
    __table_args__ = (procedure_key(), UniqueConstraint("authority_id", "fingerprint"))

    message_id: int | None = Field(default=None, foreign_key="message.id", index=True)
    kind: ReceiptKind = Field(sa_type=values(ReceiptKind))
    refers_to: str = Field(default="", sa_type=short(320))
    recipient: str = Field(default="", sa_type=short(320))
    issued_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    error: str = Field(default="", sa_type=short(500))
    fingerprint: str = Field(sa_type=short(64))
    file_id: int = Field(foreign_key="stored_file.id")
    handed_in_by_id: int = Field(foreign_key="account.id")
    tied_by_hand: bool = False
