"""What happened, as typed facts in the past tense, and who must hear of it.

An action calls `emit`. Reactions of later rooms run at once, in the same transaction and in
their declared order. The register entries are written at the end of the unit of work, so that
locks are always taken in one order: procedure → avviso → sequence → page version → chain head.
Who files holds the first two in share, so that the sequence is where filings meet.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time
from enum import Enum
from typing import Any, ClassVar

from sqlmodel import Session

INSTALLATION = "installation"
_PENDING = "pending_events"


@dataclass(frozen=True, kw_only=True)
class Event:
    """Base of all events. Its own fields become the register's payload: no personal data there.

    `chain` names the procedure's chain by public id, or the installation's. `scopes` are the
    public addresses whose kept pages grow old by it (`una-zona/un-procedimento`).
    """

    kind: ClassVar[str] = ""

    actor_ref: str = ""
    chain: str = INSTALLATION
    subject: str = ""
    scopes: tuple[str, ...] = ()

    def payload(self) -> dict[str, Any]:
        base = {f.name for f in fields(Event)}
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name not in base}


Reaction = Callable[[Session, Any], None]


@dataclass(slots=True)
class Reactions:
    """Event type → what follows, in order. Assembled once by the roof."""

    by_kind: dict[type[Event], list[Reaction]] = field(default_factory=dict)

    def add(self, declared: Mapping[type[Event], tuple[Reaction, ...]]) -> None:
        for kind, reactions in declared.items():
            self.by_kind.setdefault(kind, []).extend(reactions)

    def of(self, event: Event) -> Iterator[Reaction]:
        yield from self.by_kind.get(type(event), ())


REACTIONS = Reactions()


def emit(session: Session, event: Event) -> None:
    """Announce `event`: later rooms react now, the register takes it at the end of the work."""
    if not event.kind:
        raise TypeError(f"{type(event).__name__} has no kind")
    pending_events(session).append(event)
    for reaction in REACTIONS.of(event):
        reaction(session, event)


def pending_events(session: Session) -> list[Event]:
    """The events of this unit of work that the register has not taken yet."""
    pending: list[Event] = session.info.setdefault(_PENDING, [])
    return pending


def canonical(value: Any) -> str:
    """JSON with one spelling only: sorted keys, no spaces, instants in ISO 8601."""
    return json.dumps(
        value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain
    )


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, frozenset | set):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no canonical form")
