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


@dataclass(frozen=True, kw_only=True)
class BoardAppointed(ProcedureEvent):
    """`act` is the public id of the act that appoints the board."""

    kind: ClassVar[str] = "examination.board_appointed"
    act: str


@dataclass(frozen=True, kw_only=True)
class MemberSeated(ProcedureEvent):
    kind: ClassVar[str] = "examination.member_seated"
    role: str
    since: str
    until: str
    guest: bool


@dataclass(frozen=True, kw_only=True)
class MemberLeft(ProcedureEvent):
    kind: ClassVar[str] = "examination.member_left"


@dataclass(frozen=True, kw_only=True)
class ConflictsDeclared(ProcedureEvent):
    """`bodies` are the public ids of the bodies added now; empty says that there is none."""

    kind: ClassVar[str] = "examination.conflicts_declared"
    bodies: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DomandeAssigned(ProcedureEvent):
    kind: ClassVar[str] = "examination.domande_assigned"
    count: int


@dataclass(frozen=True, kw_only=True)
class NotesRead(ProcedureEvent):
    """Somebody opened the notes of a domanda."""

    kind: ClassVar[str] = "examination.notes_read"


@dataclass(frozen=True, kw_only=True)
class NoteWritten(ProcedureEvent):
    kind: ClassVar[str] = "examination.note_written"


@dataclass(frozen=True, kw_only=True)
class ChecklistMarked(ProcedureEvent):
    kind: ClassVar[str] = "examination.checklist_marked"
    codes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class HindranceNotified(ProcedureEvent):
    """`due_at` in UTC, ISO 8601; reasons stay beside."""

    kind: ClassVar[str] = "examination.hindrance_notified"
    due_at: str


@dataclass(frozen=True, kw_only=True)
class HindranceReceived(ProcedureEvent):
    """The day of receipt was corrected, and the term with it."""

    kind: ClassVar[str] = "examination.hindrance_received"
    received_on: str
    due_at: str


@dataclass(frozen=True, kw_only=True)
class ObservationsSent(ProcedureEvent):
    """`by_office`: the office recorded what came another way."""

    kind: ClassVar[str] = "examination.observations_sent"
    late: bool
    by_office: bool
    sha256: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DecisionConfirmed(ProcedureEvent):
    kind: ClassVar[str] = "examination.decision_confirmed"
    outcome: str


@dataclass(frozen=True, kw_only=True)
class DecisionReturned(ProcedureEvent):
    kind: ClassVar[str] = "examination.decision_returned"
    outcome: str


@dataclass(frozen=True, kw_only=True)
class ExaminationVerbaleApproved(ProcedureEvent):
    kind: ClassVar[str] = "examination.verbale_approved"
    number: int
    seal: str


@dataclass(frozen=True, kw_only=True)
class ExaminationVerbalePublished(ProcedureEvent):
    kind: ClassVar[str] = "examination.verbale_published"
    number: int
    sha256: str
