"""What every table shares."""

import secrets
from datetime import datetime

from sqlalchemy import MetaData
from sqlmodel import Field, SQLModel

from app.core.clock import wall_now
from app.core.store.types import UtcDateTime, short

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

metadata: MetaData = SQLModel.metadata
metadata.naming_convention = NAMING


def new_public_id() -> str:
    """A random name for the outside, 80 bits: numbers give no access."""
    return secrets.token_hex(10)


class Row(SQLModel):
    """An integer key for the inside."""

    id: int | None = Field(default=None, primary_key=True)

    @property
    def pk(self) -> int:
        """The key of a stored row. Raises RuntimeError before the row was flushed."""
        if self.id is None:
            raise RuntimeError(f"{type(self).__name__} is not stored yet")
        return self.id


class Entity(Row):
    """A row that the outside may name."""

    public_id: str = Field(default_factory=new_public_id, sa_type=short(20), unique=True)
    created_at: datetime = Field(default_factory=wall_now, sa_type=UtcDateTime)
