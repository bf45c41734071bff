"""What happens to domande: no answers, names or reasons, only states, numbers and hashes."""

from dataclasses import dataclass
from typing import ClassVar

from app.steps.procedures.events import ProcedureEvent


@dataclass(frozen=True, kw_only=True)
class DomandaFiled(ProcedureEvent):
    """Filed online; `received_at` is the legal instant at which the whole request was here."""

    kind: ClassVar[str] = "domande.filed"
    number: int
    year: int
    received_at: str
    sha256: str
    avviso_version: int


@dataclass(frozen=True, kw_only=True)
class LateFilingRefused(ProcedureEvent):
    """Both instants in UTC, ISO 8601."""

    kind: ClassVar[str] = "domande.late_filing_refused"
    received_at: str
    deadline: str


@dataclass(frozen=True, kw_only=True)
class DomandaWithdrawn(ProcedureEvent):
    kind: ClassVar[str] = "domande.withdrawn"
    number: int
    year: int


@dataclass(frozen=True, kw_only=True)
class DomandaRegistered(ProcedureEvent):
    """One that came by PEC or on paper; `arrived_at` is the instant in UTC, ISO 8601."""

    kind: ClassVar[str] = "domande.registered"
    number: int
    year: int
    channel: str
    arrived_at: str
    late: bool
    sha256: str


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
