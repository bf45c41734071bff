"""A domanda from its first draft to its number in the register."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from app.core.clock import legal_now
from app.core.store.base import Entity, Row
from app.core.store.types import FrozenJson, UtcDateTime, short, values
from app.steps.domande.enums import (
    Channel,
    DomandaState,
    ExaminationState,
    FileRole,
    SignatureWay,
)
from app.steps.procedures.models import OfProcedure, procedure_key

_LIVE = text("state IN ('draft', 'filed') AND ets_id IS NOT NULL")


class Domanda(Entity, OfProcedure, table=True):
    """One body's domanda; nobody but the body sees it until `filed_at`, the received instant.

    `number` is unbroken within authority and year (in Rome). `digest` covers the answers and
    every file. `edition` counts the changes of a draft, `reminders` the mails that said it is
    still one. `ets_id` is empty only where the office
    registered a paper or PEC domanda of a body that has no profile here.

    `signed_by` is the name of who signs, `typed_by_id` who of the office typed it for the body.

    A body has at most one draft and one filed domanda in a procedure. `amends_id` is the filed
    one that this replaces, or would replace once filed; that one is then `superseded_at` that
    instant. `filed_by_id` is who pressed «Invia» and `ground` on which mandate, as it stood
    then: `kind`, `since`, `until` (ISO days in Rome) and the `sha256` of its file.
    """

    __tablename__ = "domanda"
    __table_args__ = (
        procedure_key(),
        UniqueConstraint("authority_id", "year", "number"),
        UniqueConstraint("id", "procedure_id"),
        ForeignKeyConstraint(["amends_id", "procedure_id"], ["domanda.id", "domanda.procedure_id"]),
        Index(
            "uq_domanda_live_body",
            "procedure_id",
            "ets_id",
            "state",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
    )

    avviso_version_id: int = Field(foreign_key="avviso_version.id", index=True)
    ets_id: int | None = Field(default=None, foreign_key="ets.id", index=True)
    state: DomandaState = Field(
        default=DomandaState.DRAFT,
        sa_type=values(DomandaState),
    )
    channel: Channel = Field(
        default=Channel.ONLINE,
        sa_type=values(Channel),
    )
    examination: ExaminationState = Field(
        default=ExaminationState.RECEIVED,
        sa_type=values(ExaminationState),
    )
    year: int | None = None
    number: int | None = None
    filed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    recorded_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    amends_id: int | None = Field(default=None, index=True)
    superseded_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    late: bool = False
    digest: str = Field(default="", sa_type=short(64))
    content_code: str = Field(default="", sa_type=short(20))
    body_name: str = Field(default="", sa_type=short(300))
    name_key: str = Field(default="", sa_type=short(300), index=True)
    body_tax_code: str = Field(default="", sa_type=short(16))
    signature_way: SignatureWay | None = Field(
        default=None,
        sa_type=values(SignatureWay),
    )
    protocol_number: str = Field(default="", sa_type=short(40))
    protocol_date: date | None = None
    signed_by: str = Field(default="", sa_type=short(200))
    typed_by_id: int | None = Field(default=None, foreign_key="account.id")
    created_by_id: int = Field(foreign_key="account.id")
    filed_by_id: int | None = Field(default=None, foreign_key="account.id")
    ground: dict[str, str] = Field(default_factory=dict, sa_type=FrozenJson)
    edition: int = 1
    reminders: int = 0

    @property
    def register_number(self) -> str:
        """`12/2025`, or empty while it is a draft."""
        return f"{self.number}/{self.year}" if self.number is not None else ""


class DomandaPart(Row, OfProcedure, table=True):
    """The answers of one part of the form, as the avviso's form definition names them."""

    __tablename__ = "domanda_part"
    __table_args__ = (procedure_key(), UniqueConstraint("domanda_id", "code"))

    domanda_id: int = Field(foreign_key="domanda.id", index=True)
    code: str = Field(sa_type=short(40))
    answers: dict[str, Any] = Field(default_factory=dict, sa_type=FrozenJson)
    saved_at: datetime = Field(default_factory=legal_now, sa_type=UtcDateTime)


class DomandaFile(Entity, OfProcedure, table=True):
    """A file of a domanda, in the order it was added. `label` says what the file is."""

    __tablename__ = "domanda_file"
    __table_args__ = (procedure_key(),)

    domanda_id: int = Field(foreign_key="domanda.id", index=True)
    file_id: int = Field(foreign_key="stored_file.id", index=True)
    role: FileRole = Field(sa_type=values(FileRole))
    label: str = Field(default="", sa_type=short(200))
    position: int = 0


class DomandaTavolo(Row, OfProcedure, table=True):
    """A tavolo that a filed domanda asks for, with who will sit there. `preference` from 1.

    `more_delegates` are those after the first, each with name, role, email and phone.
    """

    __tablename__ = "domanda_tavolo"
    __table_args__ = (procedure_key(), UniqueConstraint("domanda_id", "tavolo_id"))

    domanda_id: int = Field(foreign_key="domanda.id", index=True)
    tavolo_id: int = Field(foreign_key="tavolo.id", index=True)
    preference: int
    delegate_name: str = Field(default="", sa_type=short(200))
    delegate_role: str = Field(default="", sa_type=short(200))
    delegate_email: str = Field(default="", sa_type=short(320))
    delegate_phone: str = Field(default="", sa_type=short(60))
    substitute_name: str = Field(default="", sa_type=short(200))
    substitute_role: str = Field(default="", sa_type=short(200))
    substitute_email: str = Field(default="", sa_type=short(320))
    substitute_phone: str = Field(default="", sa_type=short(60))
    more_delegates: list[dict[str, str]] = Field(default_factory=list, sa_type=FrozenJson)


class LateAttempt(Row, OfProcedure, table=True):
    """A filing that came after the deadline; it was refused and the draft was kept."""

    __tablename__ = "late_attempt"
    __table_args__ = (procedure_key(),)

    domanda_id: int = Field(foreign_key="domanda.id", index=True)
    attempted_at: datetime = Field(sa_type=UtcDateTime)
    deadline: datetime = Field(sa_type=UtcDateTime)
