"""The year after: indicators with their figures, yearly accounts, and how they were read."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field

from app.core.store.base import Entity, Row
from app.core.store.types import FrozenJson, UtcDateTime, short, values
from app.steps.monitoring.enums import AccountState, Direction, FigureKind, ImportState
from app.steps.procedures.models import OfProcedure, procedure_key


class Indicator(Entity, OfProcedure, table=True):
    """What is measured every year. `code` is the office's own, unique in the procedure.

    `item_id` is what of the plan it measures, `node_id` what came out of the participation: one
    of them, or none. A removed one keeps its figures.
    """

    __tablename__ = "indicator"
    __table_args__ = (
        procedure_key(),
        ForeignKeyConstraint(
            ["item_id", "procedure_id"], ["plan_item.id", "plan_item.procedure_id"]
        ),
        ForeignKeyConstraint(["node_id", "procedure_id"], ["node.id", "node.procedure_id"]),
        UniqueConstraint("procedure_id", "code"),
    )

    code: str = Field(sa_type=short(40))
    name: str = Field(sa_type=short(300))
    unit: str = Field(sa_type=short(60))
    better: Direction = Field(sa_type=values(Direction))
    note: str = ""
    item_id: int | None = Field(default=None, index=True)
    node_id: int | None = Field(default=None, index=True)
    position: int
    removed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    edition: int = 1


class IndicatorImport(Entity, OfProcedure, table=True):
    """A table of figures that the office loaded: tried first, then confirmed whole.

    `rows` are its lines as they were read; what they change is worked out anew each time.
    """

    __tablename__ = "indicator_import"
    __table_args__ = (procedure_key(), Index(None, "procedure_id"))

    file_id: int = Field(foreign_key="stored_file.id", unique=True)
    state: ImportState = Field(default=ImportState.TRIED, sa_type=values(ImportState))
    rows: list[dict[str, Any]] = Field(sa_type=FrozenJson)
    loaded_by_id: int = Field(foreign_key="account.id")
    loaded_at: datetime = Field(sa_type=UtcDateTime)
    confirmed_by_id: int | None = Field(default=None, foreign_key="account.id")
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class IndicatorFigure(Row, OfProcedure, table=True):
    """Append-only: a figure of an indicator, in thousandths of its unit.

    A correction is added with the next `sequence` and its `reason`; the last one counts, and
    the one before it says what stood there.
    """

    __tablename__ = "indicator_figure"
    __table_args__ = (
        procedure_key(),
        UniqueConstraint("indicator_id", "kind", "year", "sequence"),
        Index(None, "procedure_id"),
    )

    indicator_id: int = Field(foreign_key="indicator.id")
    kind: FigureKind = Field(sa_type=values(FigureKind))
    year: int
    sequence: int = 1
    thousandths: int = Field(sa_type=BigInteger)
    source: str = Field(default="", sa_type=short(300))
    note: str = Field(default="", sa_type=short(500))
    reason: str = Field(default="", sa_type=short(500))
    import_id: int | None = Field(default=None, foreign_key="indicator_import.id", index=True)
    recorded_by_id: int = Field(foreign_key="account.id")
    recorded_at: datetime = Field(sa_type=UtcDateTime)


class YearlyAccount(Entity, OfProcedure, table=True):
    """The account of one year, while it is written: the data up to `data_to`, and the words."""

    __tablename__ = "yearly_account"
    __table_args__ = (procedure_key(), UniqueConstraint("procedure_id", "year"))

    year: int
    state: AccountState = Field(default=AccountState.DRAFT, sa_type=values(AccountState))
    data_to: date
    done: str = ""
    not_done: str = ""
    next_steps: str = ""
    edition: int = 1
    edited_by_id: int = Field(foreign_key="account.id")
    edited_at: datetime = Field(sa_type=UtcDateTime)


class YearlyAccountVersion(Entity, OfProcedure, table=True):
    """Append-only: an account as it was published, its words and figures frozen.

    `content` is the digest of what it says, the file its PDF; `correction` says why a later
    version was needed.
    """

    __tablename__ = "yearly_account_version"
    __table_args__ = (
        procedure_key(),
        UniqueConstraint("account_id", "number"),
        Index(None, "procedure_id"),
    )

    account_id: int = Field(foreign_key="yearly_account.id")
    number: int
    dated: datetime = Field(sa_type=UtcDateTime)
    data_to: date
    content: str = Field(sa_type=short(64))
    html: str
    correction: str = ""
    file_id: int = Field(foreign_key="stored_file.id")
    published_by_id: int = Field(foreign_key="account.id")
    published_at: datetime = Field(sa_type=UtcDateTime)


class AccountWithdrawal(Row, OfProcedure, table=True):
    """Append-only: a published version was taken off the site, and why it was."""

    __tablename__ = "account_withdrawal"
    __table_args__ = (procedure_key(), Index(None, "procedure_id"))

    version_id: int = Field(foreign_key="yearly_account_version.id", unique=True)
    why: str = Field(sa_type=short(500))
    withdrawn_at: datetime = Field(sa_type=UtcDateTime)


class ReadingInvitation(Entity, OfProcedure, table=True):
    """A guest of one reading: who was invited, with which link, and what was saved so far.

    Only the hash of the link is kept; `expires_at` is of the wall clock. `answers` is a draft,
    which nobody but the guest sees, and is emptied when the reading is given.
    """

    __tablename__ = "reading_invitation"
    __table_args__ = (procedure_key(), Index(None, "procedure_id"))

    account_id: int = Field(foreign_key="yearly_account.id", index=True)
    committee: str = Field(sa_type=short(200))
    guest_name: str = Field(sa_type=short(200))
    guest_email: str = Field(sa_type=short(320))
    token_hash: str | None = Field(default=None, sa_type=short(64), unique=True)
    invited_by_id: int = Field(foreign_key="account.id")
    invited_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    given_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answers: dict[str, Any] = Field(default_factory=dict, sa_type=FrozenJson)
    saved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    edition: int = 1


class GivenReading(Entity, OfProcedure, table=True):
    """Append-only: the committee's reading as it was given, under its seal.

    `answers` hold the words of each question beside the answer; `seal` is the digest of what
    was given, of which account and by which committee. No name of a person is in it.
    """

    __tablename__ = "given_reading"
    __table_args__ = (procedure_key(), Index(None, "procedure_id"))

    invitation_id: int = Field(foreign_key="reading_invitation.id", unique=True)
    account_id: int = Field(foreign_key="yearly_account.id", index=True)
    version_id: int = Field(foreign_key="yearly_account_version.id")
    committee: str = Field(sa_type=short(200))
    answers: list[dict[str, Any]] = Field(sa_type=FrozenJson)
    given_at: datetime = Field(sa_type=UtcDateTime)
    seal: str = Field(sa_type=short(64))


class ReadingReply(Entity, OfProcedure, table=True):
    """Append-only: what the office answered to a reading, dated, beside it."""

    __tablename__ = "reading_reply"
    __table_args__ = (
        procedure_key(),
        UniqueConstraint("reading_id", "sequence"),
        Index(None, "procedure_id"),
    )

    reading_id: int = Field(foreign_key="given_reading.id")
    sequence: int = 1
    text: str
    replied_by_id: int = Field(foreign_key="account.id")
    replied_at: datetime = Field(sa_type=UtcDateTime)
