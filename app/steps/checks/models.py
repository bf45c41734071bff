"""The evidence of each comparison with the register; rows are only ever added."""

from datetime import date, datetime
from typing import Any

from sqlmodel import Field

from app.core.store.base import Entity
from app.core.store.types import FrozenJson, UtcDateTime, short, values
from app.steps.checks.enums import Occasion
from app.steps.procedures.models import OfProcedure, procedure_key


class RegisterCheck(Entity, OfProcedure, table=True):
    """What a domanda declared and what the extract of which day said of it.

    It is about its body, or about one that takes part with it where there is a `member_id`.
    `declared` and `said` are snapshots (`said` empty where the code was not found), `findings`
    pairs of finding and words; `extract_sha256` is empty where no extract was loaded.
    `checked_at` is by the legal clock.
    """

    __tablename__ = "register_check"
    __table_args__ = (procedure_key(),)

    domanda_id: int = Field(foreign_key="domanda.id", index=True)
    member_id: int | None = Field(default=None, foreign_key="domanda_member.id", index=True)
    occasion: Occasion = Field(sa_type=values(Occasion))
    checked_at: datetime = Field(sa_type=UtcDateTime)
    declared: dict[str, Any] = Field(sa_type=FrozenJson)
    said: dict[str, Any] = Field(default_factory=dict, sa_type=FrozenJson)
    findings: list[list[str]] = Field(sa_type=FrozenJson)
    extract_dated: date | None = None
    extract_sha256: str = Field(default="", sa_type=short(64))
