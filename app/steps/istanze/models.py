"""An *istanza di parte*: bodies ask an authority to start a co-programming (DM 72/2021, § 2)."""

from datetime import date, datetime

from sqlalchemy import ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field

from app.core.clock import legal_now
from app.core.store.base import Entity
from app.core.store.types import UtcDateTime, short, values
from app.steps.istanze.enums import IstanzaState


class Istanza(Entity, table=True):
    """`lead_ets_id` wrote it and signs for its body; `number` is unbroken per authority and year.

    `answer_by` is the last day for the answer (in Rome), counted when it was presented and never
    again; `edition` counts the changes of the draft, `saved_at` is when a person of one of its
    bodies last did something to it. `procedure_id` was created from it, and
    `start_act_id` is the act that names it.
    """

    __tablename__ = "istanza"
    __table_args__ = (
        UniqueConstraint("authority_id", "year", "number"),
        UniqueConstraint("procedure_id"),
        ForeignKeyConstraint(
            ["procedure_id", "authority_id"], ["procedure.id", "procedure.authority_id"]
        ),
    )

    authority_id: int = Field(foreign_key="authority.id")
    lead_ets_id: int = Field(foreign_key="ets.id", index=True)
    state: IstanzaState = Field(default=IstanzaState.DRAFT, sa_type=values(IstanzaState))
    subject: str = Field(sa_type=short(300))
    reason: str = ""
    concerns: str = ""
    known: str = ""
    year: int | None = None
    number: int | None = None
    presented_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    presented_by_id: int | None = Field(default=None, foreign_key="account.id")
    answer_days: int = 0
    answer_by: date | None = None
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answer: str = ""
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    procedure_id: int | None = None
    start_act_id: int | None = Field(default=None, foreign_key="act.id")
    edition: int = 1
    saved_at: datetime = Field(default_factory=legal_now, sa_type=UtcDateTime)

    @property
    def register_number(self) -> str:
        """`3/2026`, or empty while it is a draft."""
        return f"{self.number}/{self.year}" if self.number is not None else ""


class IstanzaBody(Entity, table=True):
    """A body that signs an istanza, each by a person of its own.

    `edition` is the text that the person read and joined; another one must be read again.
    """

    __tablename__ = "istanza_body"
    __table_args__ = (UniqueConstraint("istanza_id", "ets_id"),)

    istanza_id: int = Field(foreign_key="istanza.id")
    ets_id: int = Field(foreign_key="ets.id", index=True)
    joined_by_id: int = Field(foreign_key="account.id")
    joined_at: datetime = Field(sa_type=UtcDateTime)
    edition: int


class IstanzaInvitation(Entity, table=True):
    """A link sent by mail to whom might join; good until used, withdrawn or presented."""

    __tablename__ = "istanza_invitation"

    istanza_id: int = Field(foreign_key="istanza.id", index=True)
    email: str = Field(sa_type=short(320))
    token_hash: str = Field(sa_type=short(64), unique=True)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class IstanzaFile(Entity, table=True):
    """A file of an istanza, in the order it was added."""

    __tablename__ = "istanza_file"

    istanza_id: int = Field(foreign_key="istanza.id", index=True)
    file_id: int = Field(foreign_key="stored_file.id", unique=True)
