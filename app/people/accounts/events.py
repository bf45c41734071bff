"""What happens to accounts. The register names them by pseudonym only."""

from dataclasses import dataclass
from typing import ClassVar

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class AccountRegistered(Event):
    kind: ClassVar[str] = "accounts.registered"


@dataclass(frozen=True, kw_only=True)
class SignedIn(Event):
    kind: ClassVar[str] = "accounts.signed_in"
    strong: bool


@dataclass(frozen=True, kw_only=True)
class SignInFailed(Event):
    kind: ClassVar[str] = "accounts.sign_in_failed"


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(Event):
    kind: ClassVar[str] = "accounts.password_changed"


@dataclass(frozen=True, kw_only=True)
class SecondFactorEnrolled(Event):
    kind: ClassVar[str] = "accounts.second_factor_enrolled"


@dataclass(frozen=True, kw_only=True)
class NameChanged(Event):
    kind: ClassVar[str] = "accounts.name_changed"
