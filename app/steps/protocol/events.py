"""What goes to the protocol and comes back: counts, hashes and numbers, no names."""

from dataclasses import dataclass
from typing import ClassVar

from app.steps.procedures.events import ProcedureEvent


@dataclass(frozen=True, kw_only=True)
class PackMade(ProcedureEvent):
    kind: ClassVar[str] = "protocol.pack_made"
    domande: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class PackTaken(ProcedureEvent):
    """Somebody of the office took a pack away: identity documents are in it."""

    kind: ClassVar[str] = "protocol.pack_taken"
    sha256: str


@dataclass(frozen=True, kw_only=True)
class ProtocolRecorded(ProcedureEvent):
    """The subject domanda has its number in the authority's protocol; `day` is in Rome."""

    kind: ClassVar[str] = "protocol.recorded"
    protocol: str
    day: str
