"""What stands in each of the seven slots of publication, and the proofs that it did."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from app.core.store.base import Entity, Row
from app.core.store.types import UtcDateTime, short, values
from app.law.registers import RegisterPlace
from app.steps.procedures.models import OfProcedure, procedure_key
from app.steps.publication.enums import ProofMoment


class SlotEntry(Entity, OfProcedure, table=True):
    """A document published in a slot: a file, or the address of a page.

    `slot` is a code of `app.law.publication`; `published_on` is a day in Rome. A withdrawn
    entry stays with its reason, and its document is no longer handed out.
    """

    __tablename__ = "slot_entry"
    __table_args__ = (procedure_key(), Index(None, "procedure_id", "slot"))

    slot: str = Field(sa_type=short(40))
    title: str = Field(sa_type=short(300))
    published_on: date
    file_id: int | None = Field(default=None, foreign_key="stored_file.id")
    address: str = Field(default="", sa_type=short(500))
    sha256: str = Field(default="", sa_type=short(64))
    withdrawn_on: date | None = None
    withdrawn_why: str = Field(default="", sa_type=short(500))


class SlotNotDue(Row, OfProcedure, table=True):
    """A slot that this procedure does not have, and why."""

    __tablename__ = "slot_not_due"
    __table_args__ = (procedure_key(), UniqueConstraint("procedure_id", "slot"))

    slot: str = Field(sa_type=short(40))
    why: str = Field(sa_type=short(500))


class PublicationProof(Entity, OfProcedure, table=True):
    """What an entry published from an instant on; the database refuses to alter or remove it.

    `content` is the text of a page, empty for a file, whose bytes are those of `file_id`;
    `sha256` is of that text or of those bytes. A span lasts until the next proof of the entry.
    """

    __tablename__ = "publication_proof"
    __table_args__ = (procedure_key(), UniqueConstraint("entry_id", "number"))

    entry_id: int = Field(foreign_key="slot_entry.id")
    number: int
    moment: ProofMoment = Field(sa_type=values(ProofMoment))
    at: datetime = Field(sa_type=UtcDateTime)
    title: str = Field(sa_type=short(300))
    address: str = Field(default="", sa_type=short(500))
    file_id: int | None = Field(default=None, foreign_key="stored_file.id")
    content: str = ""
    sha256: str = Field(default="", sa_type=short(64))


class RegisterRecord(Entity, OfProcedure, table=True):
    """Where the authority itself published an entry, or `why_not`; days are in Rome."""

    __tablename__ = "register_record"
    __table_args__ = (procedure_key(),)

    entry_id: int = Field(foreign_key="slot_entry.id", index=True)
    place: RegisterPlace = Field(sa_type=values(RegisterPlace))
    link: str = Field(default="", sa_type=short(500))
    number: str = Field(default="", sa_type=short(80))
    begins: date | None = None
    ends: date | None = None
    why_not: str = Field(default="", sa_type=short(500))
    recorded_by_id: int = Field(foreign_key="account.id")
    recorded_at: datetime = Field(sa_type=UtcDateTime)
