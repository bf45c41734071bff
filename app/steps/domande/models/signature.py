"""Every check of how a domanda was signed."""

from datetime import datetime
from typing import Any

from sqlmodel import Field

from app.core.store.base import Entity
from app.core.store.types import FrozenJson, UtcDateTime, short, values
from app.steps.domande.enums import SignatureWay
from app.steps.procedures.models import OfProcedure, procedure_key


class SignatureCheck(Entity, OfProcedure, table=True):
    """What was found out about a signed file, at `checked_at` (legal); every check is kept.

    `report` are the facts and `findings` what the rules of that day made of them. `way` is how
    it was signed, `checked_by_id` who asked for the check. The file is named by its SHA-256;
    for an identified person there is none, and `report` says how they were identified.
    """

    __tablename__ = "signature_check"
    __table_args__ = (procedure_key(),)

    domanda_id: int = Field(foreign_key="domanda.id", index=True)
    way: SignatureWay = Field(sa_type=values(SignatureWay))
    file_sha256: str = Field(default="", sa_type=short(64))
    checked_at: datetime = Field(sa_type=UtcDateTime)
    checked_by_id: int = Field(foreign_key="account.id")
    report: dict[str, Any] = Field(default_factory=dict, sa_type=FrozenJson)
    findings: list[dict[str, str]] = Field(default_factory=list, sa_type=FrozenJson)
