"""What stands in each of the seven slots of publication."""

from datetime import date

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from app.core.store.base import Entity, Row
from app.core.store.types import short
from app.steps.procedures.models import OfProcedure, procedure_key


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
