"""What the office asks, decides and publishes: no answers, names or reasons, only states."""

from dataclasses import dataclass
from typing import ClassVar

from app.steps.procedures.events import ProcedureEvent


@dataclass(frozen=True, kw_only=True)
class IdentityDocumentRead(ProcedureEvent):
    """Somebody of the office took a copy of an identity document; `file` is its public id."""

    kind: ClassVar[str] = "domande.identity_document_read"
    file: str


@dataclass(frozen=True, kw_only=True)
class CompletionAsked(ProcedureEvent):
    kind: ClassVar[str] = "domande.completion_asked"
    completion: str
    due_at: str


@dataclass(frozen=True, kw_only=True)
class CompletionAnswered(ProcedureEvent):
    kind: ClassVar[str] = "domande.completion_answered"
    completion: str
    late: bool
    sha256: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CompletionClosed(ProcedureEvent):
    kind: ClassVar[str] = "domande.completion_closed"
    completion: str
    outcome: str


@dataclass(frozen=True, kw_only=True)
class DomandaDecided(ProcedureEvent):
    kind: ClassVar[str] = "domande.decided"
    outcome: str


@dataclass(frozen=True, kw_only=True)
class AdmissionPublished(ProcedureEvent):
    """A list of admitted and not admitted; `domande` are the public ids that it settles.

    `admission_id` is for reactions in this process.
    """

    kind: ClassVar[str] = "domande.admission_published"
    admission_id: int
    number: int
    domande: tuple[str, ...]
    sha256: str

    def payload(self) -> dict[str, object]:
        return {name: value for name, value in super().payload().items() if name != "admission_id"}
