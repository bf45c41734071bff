"""The register of everything that happened: append-only, chained by hash."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.core.store.base import Entity, Row
from app.core.store.types import UtcDateTime, short


class EventRow(Row, table=True):
    """One link. `payload` is canonical JSON text, so that its hash is the same everywhere.

    It holds no personal data: those stand in the rooms' own rows, so that erasing them
    leaves the chain verifiable.
    """

    __tablename__ = "event"
    __table_args__ = (
        UniqueConstraint("chain", "number"),
        Index(None, "chain", "kind"),
    )

    chain: str = Field(sa_type=short(40))
    number: int
    kind: str = Field(sa_type=short(80))
    subject: str = Field(default="", sa_type=short(80))
    actor_ref: str = Field(default="", sa_type=short(40))
    wall_at: datetime = Field(sa_type=UtcDateTime)
    legal_at: datetime = Field(sa_type=UtcDateTime)
    payload: str
    previous: str = Field(sa_type=short(64))
    digest: str = Field(sa_type=short(64))


class ChainHead(SQLModel, table=True):
    """The last link of each chain; locked by whoever appends."""

    __tablename__ = "chain_head"

    chain: str = Field(primary_key=True, sa_type=short(40))
    number: int = 0
    digest: str = Field(default="", sa_type=short(64))


class PageVersion(SQLModel, table=True):
    """Counts the public changes under an address; kept pages are keyed by it.

    `changed_at` is the instant of the last one, None where it was before instants were kept.
    """

    __tablename__ = "page_version"

    scope: str = Field(primary_key=True, sa_type=short(200))
    version: int = 0
    changed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Tombstone(Entity, table=True):
    """What was removed at the end of its term: of which class, when, on which rule.

    It says nothing of what the data said: `digest` is the SHA-256 of what stood there, `subject`
    the public id (or key) of the row of `table_name`. Append-only, as the register is.
    """

    __tablename__ = "tombstone"
    __table_args__ = (Index(None, "chain", "id"), Index(None, "subject"))

    chain: str = Field(sa_type=short(40))
    kept: str = Field(sa_type=short(40))
    table_name: str = Field(sa_type=short(60))
    subject: str = Field(sa_type=short(40))
    digest: str = Field(sa_type=short(64))
    source: str = Field(sa_type=short(60))
    months: int
    removed_at: datetime = Field(sa_type=UtcDateTime)
