"""What happens to a procedure as a whole."""

from dataclasses import dataclass
from typing import ClassVar

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class ProcedureEvent(Event):
    """Base of the events of a procedure; `procedure_id` is for reactions in this process."""

    procedure_id: int

    def payload(self) -> dict[str, object]:
        return {name: value for name, value in super().payload().items() if name != "procedure_id"}


@dataclass(frozen=True, kw_only=True)
class ProcedureCreated(ProcedureEvent):
    kind: ClassVar[str] = "procedures.created"
    slug: str


@dataclass(frozen=True, kw_only=True)
class ProcedureEdited(ProcedureEvent):
    kind: ClassVar[str] = "procedures.edited"
    changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class TavoloAdded(ProcedureEvent):
    kind: ClassVar[str] = "procedures.tavolo_added"
    name: str


@dataclass(frozen=True, kw_only=True)
class TavoloEdited(ProcedureEvent):
    kind: ClassVar[str] = "procedures.tavolo_edited"


@dataclass(frozen=True, kw_only=True)
class TavoloRemoved(ProcedureEvent):
    kind: ClassVar[str] = "procedures.tavolo_removed"


@dataclass(frozen=True, kw_only=True)
class ActRecorded(ProcedureEvent):
    kind: ClassVar[str] = "procedures.act_recorded"
    act_kind: str
    number: str
    adopted_on: str
    sha256: str = ""


@dataclass(frozen=True, kw_only=True)
class PhaseEntered(ProcedureEvent):
    kind: ClassVar[str] = "procedures.phase_entered"
    origin: str
    target: str
