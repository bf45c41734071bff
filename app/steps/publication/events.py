"""What happens to the publications of a procedure."""

from dataclasses import dataclass
from typing import ClassVar

from app.steps.procedures.events import ProcedureEvent


@dataclass(frozen=True, kw_only=True)
class DocumentPublished(ProcedureEvent):
    kind: ClassVar[str] = "publication.document_published"
    slot: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class DocumentWithdrawn(ProcedureEvent):
    kind: ClassVar[str] = "publication.document_withdrawn"
    slot: str


@dataclass(frozen=True, kw_only=True)
class SlotMarkedNotDue(ProcedureEvent):
    kind: ClassVar[str] = "publication.slot_not_due"
    slot: str
