"""Files as the database knows them: whose bytes lie where, and what they are."""

from sqlmodel import Field

from app.core.store.base import Entity
from app.core.store.types import short


class StoredFile(Entity, table=True):
    """An immutable file. `key` names the blob, `sha256` its content; `name` is for people."""

    __tablename__ = "stored_file"

    key: str = Field(sa_type=short(80), unique=True)
    sha256: str = Field(sa_type=short(64), index=True)
    size: int
    name: str = Field(sa_type=short(200))
    media_type: str = Field(sa_type=short(120))
    owner_ref: str = Field(default="", sa_type=short(40))
