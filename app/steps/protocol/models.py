"""What goes to the authority's protocol, and the numbers that come back."""

from datetime import datetime
from typing import Any

from sqlmodel import Field

from app.core.store.base import Entity
from app.core.store.types import FrozenJson, UtcDateTime, short, values
from app.steps.procedures.models import OfProcedure, procedure_key
from app.steps.protocol.enums import PackState, ReturnState


class ProtocolPack(Entity, OfProcedure, table=True):
    """One ZIP of received domande with their files, made by a job.

    `only_missing` leaves out those that have a protocol number. `domande` counts what is in it;
    `error` says in Italian why it could not be made.
    """

    __tablename__ = "protocol_pack"
    __table_args__ = (procedure_key(),)

    only_missing: bool = True
    state: PackState = Field(default=PackState.WAITING, sa_type=values(PackState))
    asked_by_id: int = Field(foreign_key="account.id")
    asked_at: datetime = Field(sa_type=UtcDateTime)
    made_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    domande: int = 0
    file_id: int | None = Field(default=None, foreign_key="stored_file.id")
    error: str = Field(default="", sa_type=short(300))


class ProtocolReturn(Entity, OfProcedure, table=True):
    """Numbers that came back in a CSV: shown first, written all together or not at all.

    `rows` are as they were read: `line`, `number`, `protocol`, `date` (as typed). `sha256` is the
    file's; `recorded` counts what was new.
    """

    __tablename__ = "protocol_return"
    __table_args__ = (procedure_key(),)

    name: str = Field(sa_type=short(200))
    sha256: str = Field(sa_type=short(64))
    rows: list[dict[str, Any]] = Field(default_factory=list, sa_type=FrozenJson)
    state: ReturnState = Field(default=ReturnState.SHOWN, sa_type=values(ReturnState))
    brought_by_id: int = Field(foreign_key="account.id")
    brought_at: datetime = Field(sa_type=UtcDateTime)
    recorded_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    recorded: int = 0
