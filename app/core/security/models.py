"""What guessing and repeating leave behind."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.core.clock import wall_now
from app.core.store.base import Row
from app.core.store.types import UtcDateTime, short


class Attempts(SQLModel, table=True):
    """Tries counted under a key (`sign-in:account:…`) since the window began."""

    __tablename__ = "attempts"

    key: str = Field(primary_key=True, sa_type=short(200))
    count: int = 0
    since: datetime = Field(sa_type=UtcDateTime)


class OnceKey(Row, table=True):
    """A key made with a form: the first request under it wins, a repeat gets its result."""

    __tablename__ = "once_key"
    __table_args__ = (UniqueConstraint("owner", "action", "key"),)

    owner: str = Field(sa_type=short(40))
    action: str = Field(sa_type=short(80))
    key: str = Field(sa_type=short(80))
    body: str = Field(sa_type=short(64))
    result: str = Field(default="", sa_type=short(200))
    made_at: datetime = Field(default_factory=wall_now, sa_type=UtcDateTime)
