"""The board that examines, who abstains, and what the examiners write for themselves."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from app.core.store.base import Entity, Row
from app.core.store.types import UtcDateTime, short, values
from app.steps.examination.enums import CheckMark, MemberRole
from app.steps.procedures.models import OfProcedure, procedure_key


class Commission(Entity, OfProcedure, table=True):
    """The board of a procedure, where one was appointed; it rests on its act."""

    __tablename__ = "commission"
    __table_args__ = (
        procedure_key(),
        UniqueConstraint("procedure_id"),
        UniqueConstraint("act_id"),
    )

    act_id: int = Field(foreign_key="act.id")
    appointed_at: datetime = Field(sa_type=UtcDateTime)


class CommissionMember(Entity, OfProcedure, table=True):
    """A person of the board from `since` until `until` (days in Rome, inclusive).

    A guest is invited by mail (`token_hash`) and gets `account_id` on accepting. `declared_at`:
    said with which bodies there is a conflict, or that there is none; nothing opens before.
    """

    __tablename__ = "commission_member"
    __table_args__ = (procedure_key(), UniqueConstraint("commission_id", "email"))

    commission_id: int = Field(foreign_key="commission.id", index=True)
    account_id: int | None = Field(default=None, foreign_key="account.id", index=True)
    name: str = Field(sa_type=short(200))
    email: str = Field(sa_type=short(320))
    role: MemberRole = Field(sa_type=values(MemberRole))
    since: date
    until: date | None = None
    token_hash: str | None = Field(default=None, sa_type=short(64), unique=True)
    declared_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Conflict(Row, OfProcedure, table=True):
    """Who examines abstains from whatever concerns this body, and why (L. 241/1990, 6-bis).

    It binds the person, with a seat, without one or after one. A body that has no profile is
    known by its tax code; `name` is the body's as it was then.
    """

    __tablename__ = "examiner_conflict"
    __table_args__ = (
        procedure_key(),
        UniqueConstraint("procedure_id", "account_id", "ets_id"),
        UniqueConstraint("procedure_id", "account_id", "tax_code"),
    )

    account_id: int = Field(foreign_key="account.id", index=True)
    ets_id: int | None = Field(default=None, foreign_key="ets.id", index=True)
    tax_code: str | None = Field(default=None, sa_type=short(16))
    name: str = Field(sa_type=short(300))
    reason: str
    declared_at: datetime = Field(sa_type=UtcDateTime)


class Assignment(Row, OfProcedure, table=True):
    """Which member looks at a domanda first."""

    __tablename__ = "domanda_assignment"
    __table_args__ = (procedure_key(), UniqueConstraint("domanda_id"))

    domanda_id: int = Field(foreign_key="domanda.id")
    member_id: int = Field(foreign_key="commission_member.id", index=True)
    assigned_by_id: int = Field(foreign_key="account.id")
    assigned_at: datetime = Field(sa_type=UtcDateTime)


class ExaminationNote(Entity, OfProcedure, table=True):
    """What an examiner wrote for the others; never published, in no redacted file."""

    __tablename__ = "examination_note"
    __table_args__ = (procedure_key(),)

    domanda_id: int = Field(foreign_key="domanda.id", index=True)
    author_id: int = Field(foreign_key="account.id")
    text: str
    written_at: datetime = Field(sa_type=UtcDateTime)


class NoteReading(Row, OfProcedure, table=True):
    """Who opened the notes of a domanda, and when by the wall clock: they stay open a while."""

    __tablename__ = "examination_note_reading"
    __table_args__ = (procedure_key(),)

    domanda_id: int = Field(foreign_key="domanda.id", index=True)
    account_id: int = Field(foreign_key="account.id")
    read_at: datetime = Field(sa_type=UtcDateTime)


class Check(Entity, OfProcedure, table=True):
    """What an examiner said of one line of the checklist; a later word stands beside it."""

    __tablename__ = "domanda_check"
    __table_args__ = (procedure_key(),)

    domanda_id: int = Field(foreign_key="domanda.id", index=True)
    code: str = Field(sa_type=short(80))
    mark: CheckMark = Field(sa_type=values(CheckMark))
    reason: str = ""
    made_by_id: int = Field(foreign_key="account.id")
    made_at: datetime = Field(sa_type=UtcDateTime)
    replaced_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
