"""What happens to authorities and their offices; people only by pseudonym."""

from dataclasses import dataclass
from typing import ClassVar

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class AuthorityCreated(Event):
    kind: ClassVar[str] = "authorities.created"
    slug: str


@dataclass(frozen=True, kw_only=True)
class AuthorityEdited(Event):
    """`changed` names the settings; what they were and are stands in the authority's row."""

    kind: ClassVar[str] = "authorities.edited"
    changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LogoChanged(Event):
    """`sha256` is empty where the logo was taken away."""

    kind: ClassVar[str] = "authorities.logo_changed"
    sha256: str = ""


@dataclass(frozen=True, kw_only=True)
class OrganEvent(Event):
    """Base of the events of an organ or manager; `authority` by public id."""

    authority: str


@dataclass(frozen=True, kw_only=True)
class OrganAdded(OrganEvent):
    kind: ClassVar[str] = "authorities.organ_added"
    name: str


@dataclass(frozen=True, kw_only=True)
class OrganEdited(OrganEvent):
    kind: ClassVar[str] = "authorities.organ_edited"
    name: str


@dataclass(frozen=True, kw_only=True)
class OrganEnded(OrganEvent):
    kind: ClassVar[str] = "authorities.organ_ended"


@dataclass(frozen=True, kw_only=True)
class StaffEvent(Event):
    """Base of the events of an office's people; `authority` by public id."""

    authority: str
    role: str


@dataclass(frozen=True, kw_only=True)
class RoleGiven(StaffEvent):
    kind: ClassVar[str] = "authorities.role_given"


@dataclass(frozen=True, kw_only=True)
class RoleEnded(StaffEvent):
    kind: ClassVar[str] = "authorities.role_ended"


@dataclass(frozen=True, kw_only=True)
class StaffInvited(StaffEvent):
    kind: ClassVar[str] = "authorities.staff_invited"


@dataclass(frozen=True, kw_only=True)
class StaffInvitationWithdrawn(StaffEvent):
    kind: ClassVar[str] = "authorities.staff_invitation_withdrawn"


@dataclass(frozen=True, kw_only=True)
class StaffInvitationAccepted(StaffEvent):
    kind: ClassVar[str] = "authorities.staff_invitation_accepted"
    invitation: str
