"""What happens to esiti. Reasons are not in the register: they stand in the esiti themselves."""

from dataclasses import dataclass
from typing import ClassVar

from app.steps.procedures.events import ProcedureEvent


@dataclass(frozen=True, kw_only=True)
class EsitiPublished(ProcedureEvent):
    """All proposals together, at restitution; `outcomes` counts them by outcome."""

    kind: ClassVar[str] = "esiti.published"
    count: int
    outcomes: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class EsitoAdded(ProcedureEvent):
    """An esito added after restitution; the ones before it stay. `subject` is the esito."""

    kind: ClassVar[str] = "esiti.added"
    contribution: str
    step: str
    sequence: int
    outcome: str
