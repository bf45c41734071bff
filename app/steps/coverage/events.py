"""What happens between the synthesis and the plan. The reasons stand in the links themselves."""

from dataclasses import dataclass
from typing import ClassVar

from app.steps.procedures.events import ProcedureEvent


@dataclass(frozen=True, kw_only=True)
class NodePutInPlan(ProcedureEvent):
    """A node went into an item of the plan; both by their codes."""

    kind: ClassVar[str] = "coverage.linked"
    node: str
    item: str


@dataclass(frozen=True, kw_only=True)
class NodeTakenFromPlan(ProcedureEvent):
    kind: ClassVar[str] = "coverage.unlinked"
    node: str
    item: str
