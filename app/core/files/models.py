"""Files as the database knows them: whose bytes lie where, and what they are."""

from datetime import datetime

from sqlmodel import Field

from app.core.store.base import Entity
from app.core.store.types import UtcDateTime, short


class StoredFile(Entity, table=True):
    """An immutable file. `key` names the blob, `sha256` its content; `name` is for people.

    `erased_at` is when its bytes were removed at the end of their term; what they were stays
    written in the hash.
    """

    __tablename__ = "stored_file"

    key: str = Field(sa_type=short(80), unique=True)
    sha256: str = Field(sa_type=short(64), index=True)
    size: int
    name: str = Field(sa_type=short(200))
    media_type: str = Field(sa_type=short(120))
    owner_ref: str = Field(default="", sa_type=short(40))
    erased_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
