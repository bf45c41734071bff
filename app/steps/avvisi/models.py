"""The avviso of a procedure and its published versions."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from app.core.store.base import Entity
from app.core.store.types import FrozenJson, UtcDateTime, short, values
from app.law.changes import ChangeKind
from app.law.conclusion import CONCLUSION_DAYS
from app.steps.procedures.models import OfProcedure, procedure_key


class Avviso(Entity, OfProcedure, table=True):
    """One for each procedure: the office's draft until it is published, then what is in force.

    `sections` maps section codes (`app.law.avviso`) to marked-up text; `definition` is a
    `FormDefinition`. `version` is the number of the version in force, 0 before publication.
    A revoked avviso keeps its dates and takes no domande, until another follows it.
    """

    __tablename__ = "avviso"
    __table_args__ = (procedure_key(), UniqueConstraint("procedure_id"))

    sections: dict[str, str] = Field(default_factory=dict, sa_type=FrozenJson)
    definition: dict[str, object] = Field(default_factory=dict, sa_type=FrozenJson)
    closes_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    version: int = 0


class AvvisoVersion(Entity, OfProcedure, table=True):
    """What was published, as it was: the database refuses to alter or remove it.

    `content_sha256` is taken over the canonical form of everything a reader sees. A domanda is
    decided in `conclusion_days`, by the authority's `conclusion_rule`, as they were at the first
    version; a new avviso after a revocation takes those of its own day.
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
    conclusion_days: int = CONCLUSION_DAYS
    conclusion_rule: str = Field(default="", sa_type=short(300))
    content_sha256: str = Field(sa_type=short(64))


class AvvisoChange(Entity, OfProcedure, table=True):
    """Why a version after the first stands, append-only as the version is.

    `changed` names sections, and `definition` for the form of the domanda. `was_closing` is
    the deadline before. `proof` is what who had already applied must prove, one thing a
    line, by the end of the new term.
    """

    __tablename__ = "avviso_change"
    __table_args__ = (procedure_key(), UniqueConstraint("version_id"))

    version_id: int = Field(foreign_key="avviso_version.id")
    kind: ChangeKind = Field(sa_type=values(ChangeKind))
    reason: str
    changed: list[str] = Field(default_factory=list, sa_type=FrozenJson)
    was_closing: datetime = Field(sa_type=UtcDateTime)
    proof: list[str] = Field(default_factory=list, sa_type=FrozenJson)


class AvvisoRevision(Entity, OfProcedure, table=True):
    """The office's draft of the next version, beside the one in force; one at a time.

    `based_on` is the number of the version it was begun from.
    """

    __tablename__ = "avviso_revision"
    __table_args__ = (procedure_key(), UniqueConstraint("avviso_id"))

    avviso_id: int = Field(foreign_key="avviso.id")
    sections: dict[str, str] = Field(default_factory=dict, sa_type=FrozenJson)
    definition: dict[str, object] = Field(default_factory=dict, sa_type=FrozenJson)
    based_on: int


class FormTemplate(Entity, table=True):
    """A form of the domanda that an authority keeps under a name of its own."""

    __tablename__ = "form_template"
    __table_args__ = (UniqueConstraint("authority_id", "name_key"),)

    authority_id: int = Field(foreign_key="authority.id")
    name: str = Field(sa_type=short(200))
    name_key: str = Field(sa_type=short(200))
    definition: dict[str, object] = Field(sa_type=FrozenJson)
