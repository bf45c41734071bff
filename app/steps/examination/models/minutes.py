"""The verbali of the examination."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from app.core.store.base import Entity
from app.core.store.types import FrozenJson, UtcDateTime, short, values
from app.steps.examination.enums import MinutesState
from app.steps.procedures.models import OfProcedure, procedure_key


class ExaminationVerbale(Entity, OfProcedure, table=True):
    """One sitting: who was there (`present`: {name, role}), then what was proposed of each domanda.

    `content` is what the approval sealed (`seal`, SHA-256); before it is read from the data.
    `file_id` is the PDF on the site: no names of persons, no reasons, no notes.
    """

    __tablename__ = "examination_verbale"
    __table_args__ = (procedure_key(), UniqueConstraint("procedure_id", "number"))

    number: int
    held_on: date
    place: str = Field(default="", sa_type=short(300))
    starts_at: datetime = Field(sa_type=UtcDateTime)
    ends_at: datetime = Field(sa_type=UtcDateTime)
    present: list[dict[str, str]] = Field(default_factory=list, sa_type=FrozenJson)
    remarks: str = ""
    state: MinutesState = Field(default=MinutesState.DRAFT, sa_type=values(MinutesState))
    content: dict[str, Any] = Field(default_factory=dict, sa_type=FrozenJson)
    seal: str = Field(default="", sa_type=short(64))
    written_by_id: int = Field(foreign_key="account.id")
    approved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    approved_by_id: int | None = Field(default=None, foreign_key="account.id")
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    file_id: int | None = Field(default=None, foreign_key="stored_file.id")
