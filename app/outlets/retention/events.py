"""What happens to data whose term is over."""

from dataclasses import dataclass
from typing import ClassVar

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class RetentionConfirmed(Event):
    """Somebody let a list of removals run; nobody, where it runs by itself."""

    kind: ClassVar[str] = "retention.confirmed"
    month: str
    items: int


@dataclass(frozen=True, kw_only=True)
class DataRemoved(Event):
    """Things of one class were removed from what the chain is about; see their tombstones."""

    kind: ClassVar[str] = "retention.removed"
    retention_class: str
    count: int


@dataclass(frozen=True, kw_only=True)
class RemovalHeld(Event):
    kind: ClassVar[str] = "retention.held"
    eraser: str


@dataclass(frozen=True, kw_only=True)
class RemovalReleased(Event):
    """Nobody keeps the subject back any more: it goes with its list."""

    kind: ClassVar[str] = "retention.released"
    eraser: str


@dataclass(frozen=True, kw_only=True)
class AccessClosed(Event):
    """A person closed their own access."""

    kind: ClassVar[str] = "retention.access_closed"


@dataclass(frozen=True, kw_only=True)
class RemovalAsked(Event):
    """A body asked that its data be removed; the office wrote it down."""

    kind: ClassVar[str] = "retention.asked"
    authority: str


@dataclass(frozen=True, kw_only=True)
class RemovalAnswered(Event):
    kind: ClassVar[str] = "retention.answered"
    authority: str
    outcome: str
