"""What happens to accounts. The register names them by pseudonym only."""

from dataclasses import dataclass
from typing import ClassVar

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class AccountRegistered(Event):
    kind: ClassVar[str] = "accounts.registered"


@dataclass(frozen=True, kw_only=True)
class SignedIn(Event):
    """`identified`: through SPID or CIE."""

    kind: ClassVar[str] = "accounts.signed_in"
    strong: bool
    identified: bool = False


@dataclass(frozen=True, kw_only=True)
class IdentityTied(Event):
    """SPID or CIE said who the person is; the register keeps neither code nor name."""

    kind: ClassVar[str] = "accounts.identity_tied"


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
