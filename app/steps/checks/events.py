"""What the comparison with the register came to; no names, only kinds of difference."""

from dataclasses import dataclass
from typing import ClassVar

from app.steps.procedures.events import ProcedureEvent


@dataclass(frozen=True, kw_only=True)
class RegisterChecked(ProcedureEvent):
    """Some domande were compared; `sha256` is over their evidence, in its order."""

    kind: ClassVar[str] = "checks.register_checked"
    occasion: str
    domande: int
    extract: str
    sha256: str
