"""What happens to authorities and their offices."""

from dataclasses import dataclass
from typing import ClassVar

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class AuthorityCreated(Event):
    kind: ClassVar[str] = "authorities.created"
    slug: str


@dataclass(frozen=True, kw_only=True)
class RoleGiven(Event):
    kind: ClassVar[str] = "authorities.role_given"
    authority: str
    role: str
