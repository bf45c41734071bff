"""What happens to the publications of a procedure."""

from dataclasses import dataclass
from typing import ClassVar

from app.steps.procedures.events import ProcedureEvent


@dataclass(frozen=True, kw_only=True)
class DocumentPublished(ProcedureEvent):
    """`proof` is the SHA-256 of what was published, as the proof of publication keeps it."""

    kind: ClassVar[str] = "publication.document_published"
    slot: str
    sha256: str
    proof: str = ""


@dataclass(frozen=True, kw_only=True)
class DocumentChanged(DocumentPublished):
    """The same page says something else now; what it said before is in the proofs."""

    kind: ClassVar[str] = "publication.document_changed"


@dataclass(frozen=True, kw_only=True)
class DocumentWithdrawn(ProcedureEvent):
    kind: ClassVar[str] = "publication.document_withdrawn"
    slot: str


@dataclass(frozen=True, kw_only=True)
class SlotMarkedNotDue(ProcedureEvent):
    kind: ClassVar[str] = "publication.slot_not_due"
    slot: str


@dataclass(frozen=True, kw_only=True)
class SlotMarkedDue(ProcedureEvent):
    kind: ClassVar[str] = "publication.slot_due_again"
    slot: str


@dataclass(frozen=True, kw_only=True)
class RegisterRecorded(ProcedureEvent):
    """`subject` is the document; `begins` a day in Rome, empty where it does not stand there."""

    kind: ClassVar[str] = "publication.register_recorded"
    place: str
    number: str
    begins: str


@dataclass(frozen=True, kw_only=True)
class RegisterRecordRemoved(ProcedureEvent):
    kind: ClassVar[str] = "publication.register_record_removed"
    place: str
    number: str
