"""What happens to the files of a procedure."""

from dataclasses import dataclass
from typing import ClassVar

from app.steps.procedures.events import ProcedureEvent


@dataclass(frozen=True, kw_only=True)
class FascicoloAsked(ProcedureEvent):
    kind: ClassVar[str] = "archive.fascicolo_asked"
    redacted: bool


@dataclass(frozen=True, kw_only=True)
class FascicoloMade(ProcedureEvent):
    """It is whole and verified; `sha256` is that of the ZIP."""

    kind: ClassVar[str] = "archive.fascicolo_made"
    redacted: bool
    members: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class FascicoloTaken(ProcedureEvent):
    """Somebody of the office downloaded the whole file, which holds personal data."""

    kind: ClassVar[str] = "archive.fascicolo_taken"


@dataclass(frozen=True, kw_only=True)
class FascicoloRemoved(ProcedureEvent):
    kind: ClassVar[str] = "archive.fascicolo_removed"
