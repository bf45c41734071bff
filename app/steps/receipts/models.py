"""The receipt of a domanda as it was given: what can be checked for ever after."""

from typing import Any

from sqlmodel import Field

from app.core.store.base import Row
from app.core.store.types import FrozenJson, short
from app.steps.procedures.models import OfProcedure, procedure_key


class DomandaReceipt(Row, OfProcedure, table=True):
    """One for each domanda received; `content` never changes, `sha256` is its seal.

    `code` is a short form of the seal, for who types it.
    """

    __tablename__ = "domanda_receipt"
    __table_args__ = (procedure_key(),)

    domanda_id: int = Field(foreign_key="domanda.id", unique=True)
    sha256: str = Field(sa_type=short(64), unique=True)
    code: str = Field(sa_type=short(11), index=True)
    content: dict[str, Any] = Field(sa_type=FrozenJson)
