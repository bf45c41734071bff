"""What happens to extracts of the register; told on the installation's chain."""

from dataclasses import dataclass
from typing import ClassVar

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class ExtractReceived(Event):
    kind: ClassVar[str] = "runts.received"
    dated: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class ExtractImported(Event):
    kind: ClassVar[str] = "runts.imported"
    dated: str
    sha256: str
    rows: int


@dataclass(frozen=True, kw_only=True)
class ExtractFailed(Event):
    """Nothing of it was kept; the one before stays in use."""

    kind: ClassVar[str] = "runts.failed"
    sha256: str
