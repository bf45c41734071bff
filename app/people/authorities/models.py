"""Administrations that lead procedures, their organs and the people of their offices."""

from datetime import datetime, time

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from app.core.store.base import Entity, Row
from app.core.store.types import FrozenJson, UtcDateTime, short, values
from app.law.answers import ANSWER_DAYS
from app.law.conclusion import CONCLUSION_DAYS
from app.law.days import MonthDay
from app.law.remedies import remedies_sentence
from app.people.authorities.enums import AuthorityKind, OfficeRole, OrganKind

_STANDS = text("ended_at IS NULL")


class Authority(Entity, table=True):
    """`patron_*` and `saturday_moves` decide its terms; `links` are its footer's.

    `closing_time` (in Rome) is offered where a deadline is set; `answer_days` is the term for
    istanze, `conclusion_days` the one for domande, on the `conclusion_rule` that sets it and, above
    ninety, for the reason in `conclusion_why`: an avviso keeps what it was published with.
    `retention` maps classes of data (`app.law.retention`) to months, where they differ
    from the rule. `appeal` are remedies in own words, else they follow from court and days.
    `edition` counts the changes of its settings.
    """

    __tablename__ = "authority"

    slug: str = Field(sa_type=short(60), unique=True)
    name: str = Field(sa_type=short(200))
    kind: AuthorityKind = Field(sa_type=values(AuthorityKind))
    tagline: str = Field(default="", sa_type=short(300))
    parent_name: str = Field(default="", sa_type=short(200))
    parent_url: str = Field(default="", sa_type=short(300))
    municipalities: list[str] = Field(default_factory=list, sa_type=FrozenJson)
    pec: str = Field(default="", sa_type=short(320))
    email: str = Field(default="", sa_type=short(320))
    phone: str = Field(default="", sa_type=short(60))
    address: str = Field(default="", sa_type=short(300))
    tax_code: str = Field(default="", sa_type=short(16))
    links: list[list[str]] = Field(default_factory=list, sa_type=FrozenJson)
    patron_month: int | None = None
    patron_day: int | None = None
    saturday_moves: bool = False
    appeal: str = ""
    appeal_court: str = Field(default="", sa_type=short(200))
    appeal_days: int = 60
    regulation: str = ""
    regulation_url: str = Field(default="", sa_type=short(300))
    closing_time: time | None = None
    answer_days: int = ANSWER_DAYS
    conclusion_days: int = CONCLUSION_DAYS
    conclusion_rule: str = Field(default="", sa_type=short(300))
    conclusion_why: str = ""
    second_confirmation: bool = False
    mail_name: str = Field(default="", sa_type=short(200))
    mail_reply_to: str = Field(default="", sa_type=short(320))
    retention: dict[str, int] = Field(default_factory=dict, sa_type=FrozenJson)
    logo_file_id: int | None = Field(default=None, foreign_key="stored_file.id")
    logo_digest: str = Field(default="", sa_type=short(64))
    edition: int = 1

    @property
    def patron(self) -> MonthDay | None:
        """The municipality's feast, which moves terms; None where none is set."""
        if self.patron_month is None or self.patron_day is None:
            return None
        return MonthDay(self.patron_month, self.patron_day)

    @property
    def sender_name(self) -> str:
        """Who its mails say they are from."""
        return self.mail_name or self.name

    @property
    def reply_to(self) -> str:
        """Where answers to its mails go; may be empty."""
        return self.mail_reply_to or self.email

    @property
    def remedies(self) -> str:
        """Before whom and within when its decisions can be appealed (L. 241/1990, art. 3 c. 4)."""
        return self.appeal or remedies_sentence(self.appeal_court, self.appeal_days)


class Organ(Entity, table=True):
    """Who adopts the authority's acts: an organ, or a manager or office. Ended, never deleted.

    `holder` says in words who holds the place; it is shown to the office only.
    """

    __tablename__ = "organ"
    __table_args__ = (UniqueConstraint("authority_id", "name"),)

    authority_id: int = Field(foreign_key="authority.id")
    kind: OrganKind = Field(default=OrganKind.ORGAN, sa_type=values(OrganKind))
    name: str = Field(sa_type=short(200))
    holder: str = Field(default="", sa_type=short(200))
    email: str = Field(default="", sa_type=short(320))
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class StaffRole(Entity, table=True):
    """A person's role in the office of one authority, from `created_at` until `ended_at`."""

    __tablename__ = "staff_role"
    __table_args__ = (
        ForeignKeyConstraint(["account_id"], ["account.id"]),
        Index(
            "uq_staff_role_standing",
            "account_id",
            "authority_id",
            "role",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
    )

    account_id: int = Field(index=True)
    authority_id: int = Field(foreign_key="authority.id", index=True)
    role: OfficeRole = Field(sa_type=values(OfficeRole))
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class StaffInvitation(Entity, table=True):
    """A person invited by mail to work in an office; good once, until `ends_at` or withdrawn."""

    __tablename__ = "staff_invitation"

    authority_id: int = Field(foreign_key="authority.id", index=True)
    email: str = Field(sa_type=short(320))
    role: OfficeRole = Field(sa_type=values(OfficeRole))
    token_hash: str = Field(sa_type=short(64), unique=True)
    invited_by_id: int = Field(foreign_key="account.id")
    ends_at: datetime = Field(sa_type=UtcDateTime)
    accepted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class NumberSequence(Row, table=True):
    """The last number given in one series of an authority (`domande`, `istanze` …) in a year."""

    __tablename__ = "number_sequence"
    __table_args__ = (UniqueConstraint("authority_id", "series", "year"),)

    authority_id: int = Field(foreign_key="authority.id")
    series: str = Field(sa_type=short(40))
    year: int
    last: int = 0
