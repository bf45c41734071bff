"""What happens to followers; the register counts them and names nobody."""

from dataclasses import dataclass
from typing import ClassVar

from app.steps.procedures.events import ProcedureEvent


@dataclass(frozen=True, kw_only=True)
class FollowersTold(ProcedureEvent):
    """How many addresses a mail was written to, up to which notice (`subject`)."""

    kind: ClassVar[str] = "follow.told"
    count: int
