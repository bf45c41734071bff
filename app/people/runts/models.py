"""Extracts of the national register (RUNTS) and what they say, without any person's name."""

from datetime import date, datetime

from sqlalchemy import Index, text
from sqlmodel import Field

from app.core.store.base import Entity, Row
from app.core.store.types import UtcDateTime, short, values
from app.people.runts.enums import ExtractState

_CURRENT = text("state = 'current'")
_CURRENT_OF_ALL = text("state = 'current' AND authority_id IS NULL")


class RegisterExtract(Entity, table=True):
    """A file of the register as it was on `dated` (a day).

    It serves the authority whose office loaded it, or, without one, the whole installation (see
    docs/adr/0007); for each of them at most one is current.

    `run` names the reading that is under way and `beat_at` (wall clock) when it last wrote, so
    that a second one does not meddle and a dead one is followed by another. `file_id` is the
    uploaded file, which names persons: it is dropped as soon as the reading ends. Rows stand for
    the current and the previous extract of each; of older ones date, hash and counts remain.
    """

    __tablename__ = "register_extract"
    __table_args__ = (
        Index(
            "uq_register_extract_current",
            "state",
            unique=True,
            sqlite_where=_CURRENT_OF_ALL,
            postgresql_where=_CURRENT_OF_ALL,
        ),
        Index(
            "uq_register_extract_current_of",
            "authority_id",
            unique=True,
            sqlite_where=_CURRENT,
            postgresql_where=_CURRENT,
        ),
    )

    authority_id: int | None = Field(default=None, foreign_key="authority.id")
    name: str = Field(sa_type=short(200))
    sha256: str = Field(sa_type=short(64), index=True)
    dated: date
    state: ExtractState = Field(default=ExtractState.WAITING, sa_type=values(ExtractState))
    rows_total: int = 0
    rows_read: int = 0
    rows_kept: int = 0
    rows_odd: int = 0
    odd_example: str = Field(default="", sa_type=short(300))
    problem: str = Field(default="", sa_type=short(500))
    run: str = Field(default="", sa_type=short(40))
    beat_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    file_id: int | None = Field(default=None, foreign_key="stored_file.id")
    asked_by_id: int | None = Field(default=None, foreign_key="account.id")


class RegisterEntry(Row, table=True):
    """One body in one extract: being here means being registered on the extract's date."""

    __tablename__ = "register_entry"
    __table_args__ = (Index(None, "extract_id", "tax_code"),)

    extract_id: int = Field(foreign_key="register_extract.id")
    tax_code: str = Field(sa_type=short(16))
    number: int
    name: str = Field(sa_type=short(500))
    section: str = Field(sa_type=short(1))
    municipality: str = Field(default="", sa_type=short(100))
    province: str = Field(default="", sa_type=short(40))
    registered_on: date
    network: bool = False
