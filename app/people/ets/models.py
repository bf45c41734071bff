"""Bodies that take part, and the persons who may act for them."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from app.core.store.base import Entity
from app.core.store.types import FrozenJson, UtcDateTime, short, values
from app.people.ets.enums import BodyKind, MembershipKind, RuntsState


class Ets(Entity, table=True):
    """A body. `tax_code` is normalised; `name_key` sorts as Italians expect."""

    __tablename__ = "ets"

    kind: BodyKind = Field(default=BodyKind.ETS, sa_type=values(BodyKind))  # type: ignore[call-overload]
    name: str = Field(sa_type=short(300))
    name_key: str = Field(sa_type=short(300), index=True)
    legal_form: str = Field(default="", sa_type=short(120))
    tax_code: str | None = Field(default=None, sa_type=short(16), unique=True)
    runts_state: RuntsState = Field(sa_type=values(RuntsState))  # type: ignore[call-overload]
    runts_number: str = Field(default="", sa_type=short(20))
    runts_section: str = Field(default="", sa_type=short(1))
    runts_date: date | None = None
    street: str = Field(default="", sa_type=short(200))
    postcode: str = Field(default="", sa_type=short(5))
    municipality: str = Field(default="", sa_type=short(100))
    province: str = Field(default="", sa_type=short(2))
    pec: str = Field(default="", sa_type=short(320))
    email: str = Field(default="", sa_type=short(320))
    phone: str = Field(default="", sa_type=short(60))
    site: str = Field(default="", sa_type=short(300))
    activities: list[str] = Field(default_factory=list, sa_type=FrozenJson)
    territory: list[str] = Field(default_factory=list, sa_type=FrozenJson)
    about: str = ""


class Membership(Entity, table=True):
    """A person may act for a body from `since` until `until` (dates in Rome, inclusive)."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("account_id", "ets_id", "since"),)

    account_id: int = Field(foreign_key="account.id", index=True)
    ets_id: int = Field(foreign_key="ets.id", index=True)
    kind: MembershipKind = Field(sa_type=values(MembershipKind))  # type: ignore[call-overload]
    since: date
    until: date | None = None
    mandate_file_id: int | None = Field(default=None, foreign_key="stored_file.id")
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Invitation(Entity, table=True):
    """A colleague invited by mail to act for a body with a dated mandate."""

    __tablename__ = "invitation"

    ets_id: int = Field(foreign_key="ets.id", index=True)
    email: str = Field(sa_type=short(320))
    token_hash: str = Field(sa_type=short(64), unique=True)
    since: date
    until: date | None = None
    mandate_file_id: int | None = Field(default=None, foreign_key="stored_file.id")
    invited_by_id: int = Field(foreign_key="account.id")
    ends_at: datetime = Field(sa_type=UtcDateTime)
    accepted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
