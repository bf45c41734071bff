"""The avviso of a procedure and its published versions."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from app.core.store.base import Entity
from app.core.store.types import FrozenJson, UtcDateTime, short
from app.steps.procedures.models import OfProcedure, procedure_key


class Avviso(Entity, OfProcedure, table=True):
    """One for each procedure: the office's draft until it is published, then what is in force.

    `sections` maps section codes (`app.law.avviso`) to marked-up text; `definition` is a
    `FormDefinition`. `version` is the number of the version in force, 0 before publication.
    """

    __tablename__ = "avviso"
    __table_args__ = (procedure_key(), UniqueConstraint("procedure_id"))

    sections: dict[str, str] = Field(default_factory=dict, sa_type=FrozenJson)
    definition: dict[str, object] = Field(default_factory=dict, sa_type=FrozenJson)
    closes_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    version: int = 0


class AvvisoVersion(Entity, OfProcedure, table=True):
    """What was published, as it was: the database refuses to alter or remove it.

    `content_sha256` is taken over the canonical form of everything a reader sees.
    """

    __tablename__ = "avviso_version"
    __table_args__ = (procedure_key(), UniqueConstraint("avviso_id", "number"))

    avviso_id: int = Field(foreign_key="avviso.id")
    number: int
    sections: dict[str, str] = Field(sa_type=FrozenJson)
    definition: dict[str, object] = Field(sa_type=FrozenJson)
    published_at: datetime = Field(sa_type=UtcDateTime)
    closes_at: datetime = Field(sa_type=UtcDateTime)
    act_id: int = Field(foreign_key="act.id", index=True)
    content_sha256: str = Field(sa_type=short(64))
