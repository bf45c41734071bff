"""The fascicoli that were asked for, and the parts of one that is being made."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from app.core.store.base import Entity, Row
from app.core.store.types import FrozenJson, UtcDateTime, short, values
from app.outlets.archive.enums import FascicoloState
from app.steps.procedures.models import OfProcedure, procedure_key


class Fascicolo(Entity, OfProcedure, table=True):
    """One file of a procedure, whole or (`redacted`) fit to be published.

    `head_number` and `head_digest` are the link of the procedure's chain of events that it was
    made at; `index_sha256` is that of its `indice.json`. `done` counts the members so far and
    `chapter` says where the making stands.
    """

    __tablename__ = "fascicolo"
    __table_args__ = (procedure_key(),)

    redacted: bool
    state: FascicoloState = Field(
        default=FascicoloState.WAITING, sa_type=values(FascicoloState), index=True
    )
    asked_by_id: int = Field(foreign_key="account.id")
    asked_at: datetime = Field(sa_type=UtcDateTime)
    attempts: int = 0
    chapter: str = Field(default="", sa_type=short(200))
    chapters_done: int = 0
    done: int = 0
    head_number: int = 0
    head_digest: str = Field(default="", sa_type=short(64))
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    file_id: int | None = Field(default=None, foreign_key="stored_file.id")
    index_sha256: str = Field(default="", sa_type=short(64))
    error: str = Field(default="", sa_type=short(500))
    removed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class FascicoloPart(Row, table=True):
    """A chapter that is made: its members' bytes stand one after the other in the blob `key`.

    Parts outlive a killed process, so that the making goes on where it was; they are dropped
    once the fascicolo is ready, or when the procedure has moved on meanwhile.
    """

    __tablename__ = "fascicolo_part"
    __table_args__ = (UniqueConstraint("fascicolo_id", "position"),)

    fascicolo_id: int = Field(foreign_key="fascicolo.id")
    position: int
    key: str = Field(sa_type=short(80), index=True)
    members: list[dict[str, Any]] = Field(sa_type=FrozenJson)
