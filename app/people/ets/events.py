"""What happens to bodies and to the mandates to act for them; people only by pseudonym."""

from dataclasses import dataclass
from typing import ClassVar

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class BodyEvent(Event):
    """Base of the events of a body; `ets_id` is for reactions in this process."""

    ets_id: int

    def payload(self) -> dict[str, object]:
        return {name: value for name, value in super().payload().items() if name != "ets_id"}


@dataclass(frozen=True, kw_only=True)
class BodyCreated(BodyEvent):
    kind: ClassVar[str] = "ets.created"
    body_kind: str
    capacity: str = ""


@dataclass(frozen=True, kw_only=True)
class BodyEdited(BodyEvent):
    kind: ClassVar[str] = "ets.edited"
    changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ColleagueInvited(BodyEvent):
    kind: ClassVar[str] = "ets.colleague_invited"
    invitation: str
    capacity: str
    since: str
    until: str = ""


@dataclass(frozen=True, kw_only=True)
class InvitationAccepted(BodyEvent):
    kind: ClassVar[str] = "ets.invitation_accepted"
    invitation: str
    membership: str


@dataclass(frozen=True, kw_only=True)
class InvitationWithdrawn(BodyEvent):
    kind: ClassVar[str] = "ets.invitation_withdrawn"
    invitation: str


@dataclass(frozen=True, kw_only=True)
class RepresentativeChanged(BodyEvent):
    """A new legal representative from `since` (a day in Rome); `ended` are the old mandates."""

    kind: ClassVar[str] = "ets.representative_changed"
    membership: str
    ended: tuple[str, ...]
    since: str


@dataclass(frozen=True, kw_only=True)
class MembershipRevoked(BodyEvent):
    kind: ClassVar[str] = "ets.membership_revoked"
    membership: str
    account_id: int

    def payload(self) -> dict[str, object]:
        return {name: value for name, value in super().payload().items() if name != "account_id"}
