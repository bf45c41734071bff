"""Persons who sign in. What they may do comes from the rooms above (office roles, mandates)."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Field

from app.core.store.base import Entity
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


class SignIn(Entity, table=True):
    """An open session: only the token's hash is kept. `strong` once the second factor was given.

    `seen_at` lags behind by a few minutes at most: see `mark_due`.
    """

    __tablename__ = "sign_in"

    token_hash: str = Field(sa_type=short(64), unique=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    seen_at: datetime = Field(sa_type=UtcDateTime)
    ends_at: datetime = Field(sa_type=UtcDateTime)
    device: str = Field(default="", sa_type=short(80))
    strong: bool = False


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
