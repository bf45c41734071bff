"""What happens to the synthesis. Its words stand in its own history, not in the register."""

from dataclasses import dataclass
from typing import ClassVar

from app.steps.procedures.events import ProcedureEvent


@dataclass(frozen=True, kw_only=True)
class NodeChanged(ProcedureEvent):
    """`step` is the step of the node's history; `undo` when it takes an earlier one back."""

    kind: ClassVar[str] = "synthesis.node_changed"
    code: str
    step: str
    undo: bool = False


@dataclass(frozen=True, kw_only=True)
class DraftShared(ProcedureEvent):
    kind: ClassVar[str] = "synthesis.draft_shared"
    number: int
    sha256: str
    observations_until: str


@dataclass(frozen=True, kw_only=True)
class ObservationSent(ProcedureEvent):
    kind: ClassVar[str] = "synthesis.observation_sent"
    draft: int


@dataclass(frozen=True, kw_only=True)
class ObservationAnswered(ProcedureEvent):
    kind: ClassVar[str] = "synthesis.observation_answered"
    draft: int
