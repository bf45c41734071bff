"""Persons who sign in. What they may do comes from the rooms above (office roles, mandates)."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Field

from app.core.store.base import Entity, Row
from app.core.store.types import FrozenJson, UtcDateTime, short, values


class Account(Entity, table=True):
    """`public_id` is also the pseudonym in the register of events."""

    __tablename__ = "account"

    email: str = Field(sa_type=short(320), unique=True)
    given_name: str = Field(sa_type=short(100))
    family_name: str = Field(sa_type=short(100))
    password_hash: str | None = Field(default=None, sa_type=short(200))
    totp_secret: str | None = Field(default=None, sa_type=short(64))
    totp_last_step: int = 0
    disabled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"


class Identity(Entity, table=True):
    """The person that SPID or CIE says an account is; one for each account.

    The tax code is kept as a keyed hash only, with its last four characters to be shown.
    """

    __tablename__ = "identity"

    account_id: int = Field(foreign_key="account.id", unique=True)
    code_hash: str = Field(sa_type=short(64), unique=True)
    tail: str = Field(sa_type=short(4))
    issuer: str = Field(sa_type=short(300))


class PendingIdentity(Row, table=True):
    """Who came from the provider and has no account here yet; forgotten at `ends_at`."""

    __tablename__ = "pending_identity"

    token_hash: str = Field(sa_type=short(64), unique=True)
    code_hash: str = Field(sa_type=short(64))
    tail: str = Field(sa_type=short(4))
    issuer: str = Field(sa_type=short(300))
    given_name: str = Field(sa_type=short(100))
    family_name: str = Field(sa_type=short(100))
    email: str = Field(sa_type=short(320))
    email_verified: bool = False
    level: str = Field(default="", sa_type=short(120))
    strong: bool = False
    ends_at: datetime = Field(sa_type=UtcDateTime)


class SignIn(Entity, table=True):
    """An open session: only the token's hash is kept. `strong` once the second factor was given.

    `identity_id` is set where the person came in through SPID or CIE, with the `level` told.
    `seen_at` lags behind by a few minutes at most: see `mark_due`.
    """

    __tablename__ = "sign_in"

    token_hash: str = Field(sa_type=short(64), unique=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    seen_at: datetime = Field(sa_type=UtcDateTime)
    ends_at: datetime = Field(sa_type=UtcDateTime)
    device: str = Field(default="", sa_type=short(80))
    strong: bool = False
    identity_id: int | None = Field(default=None, foreign_key="identity.id")
    level: str = Field(default="", sa_type=short(120), sa_column_kwargs={"server_default": ""})


class VerificationKind(StrEnum):
    REGISTER = "register"
    RESET = "reset"


class Verification(Entity, table=True):
    """A link sent by mail, good once and until `ends_at`."""

    __tablename__ = "verification"

    kind: VerificationKind = Field(sa_type=values(VerificationKind))
    token_hash: str = Field(sa_type=short(64), unique=True)
    email: str = Field(sa_type=short(320), index=True)
    details: dict[str, Any] = Field(default_factory=dict, sa_type=FrozenJson)
    ends_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
