"""What happens to the plan. Words and owners stand in the plan itself, not in the register."""

from dataclasses import dataclass
from typing import ClassVar

from app.steps.procedures.events import ProcedureEvent


@dataclass(frozen=True, kw_only=True)
class PlanImported(ProcedureEvent):
    """A file was applied to the tree; the counts are those that were shown before."""

    kind: ClassVar[str] = "plans.imported"
    sha256: str
    added: int
    restored: int
    changed: int
    gone: int
    refused: int


@dataclass(frozen=True, kw_only=True)
class PlanImportUndone(ProcedureEvent):
    """The tree is as it was before a file was applied: how many items left it, came back, changed.

    `sha256` is of the file whose changes were taken back.
    """

    kind: ClassVar[str] = "plans.import_undone"
    sha256: str
    gone: int
    restored: int
    changed: int


@dataclass(frozen=True, kw_only=True)
class PlanItemChanged(ProcedureEvent):
    """`step` is added, edited, removed or restored; `fields` the names of what was edited."""

    kind: ClassVar[str] = "plans.item_changed"
    code: str
    step: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PlanPublished(ProcedureEvent):
    kind: ClassVar[str] = "plans.published"


@dataclass(frozen=True, kw_only=True)
class PlanPartnerChanged(ProcedureEvent):
    kind: ClassVar[str] = "plans.partner_changed"
    name: str
    step: str


@dataclass(frozen=True, kw_only=True)
class PlanActChanged(ProcedureEvent):
    """`step` is awaited, recorded or removed; number, day and hash only of a recorded one."""

    kind: ClassVar[str] = "plans.act_changed"
    plan_act_kind: str
    step: str
    number: str = ""
    adopted_on: str = ""
    sha256: str = ""
