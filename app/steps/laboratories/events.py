"""What happens around the laboratories: bodies and numbers, never persons or words."""

from dataclasses import dataclass
from typing import Any, ClassVar

from app.steps.procedures.events import ProcedureEvent
from app.steps.procedures.queries import Here


@dataclass(frozen=True, kw_only=True)
class SeatGiven(ProcedureEvent):
    kind: ClassVar[str] = "laboratories.seat_given"
    tavolo: str
    body: str
    with_reservation: bool


@dataclass(frozen=True, kw_only=True)
class SeatConfirmed(ProcedureEvent):
    """The reservation was lifted: the body is admitted."""

    kind: ClassVar[str] = "laboratories.seat_confirmed"


@dataclass(frozen=True, kw_only=True)
class SeatEnded(ProcedureEvent):
    kind: ClassVar[str] = "laboratories.seat_ended"


@dataclass(frozen=True, kw_only=True)
class DelegatesChanged(ProcedureEvent):
    """`changed` names the fields, not the people."""

    kind: ClassVar[str] = "laboratories.delegates_changed"
    changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MeetingConvened(ProcedureEvent):
    """`recipients` is how many addresses were written to, now."""

    kind: ClassVar[str] = "laboratories.meeting_convened"
    recipients: int


@dataclass(frozen=True, kw_only=True)
class AttendanceRecorded(ProcedureEvent):
    kind: ClassVar[str] = "laboratories.attendance_recorded"
    body: str
    status: str


@dataclass(frozen=True, kw_only=True)
class VerbaleShared(ProcedureEvent):
    """The draft is at the participants' for corrections until `until` (UTC, ISO 8601)."""

    kind: ClassVar[str] = "laboratories.verbale_shared"
    until: str


@dataclass(frozen=True, kw_only=True)
class CorrectionSent(ProcedureEvent):
    kind: ClassVar[str] = "laboratories.correction_sent"
    verbale: str


@dataclass(frozen=True, kw_only=True)
class CorrectionAnswered(ProcedureEvent):
    kind: ClassVar[str] = "laboratories.correction_answered"
    accepted: bool


@dataclass(frozen=True, kw_only=True)
class VerbaleApproved(ProcedureEvent):
    kind: ClassVar[str] = "laboratories.verbale_approved"
    seal: str


@dataclass(frozen=True, kw_only=True)
class VerbalePublished(ProcedureEvent):
    kind: ClassVar[str] = "laboratories.verbale_published"
    seal: str
    sha256: str


def about(here: Here, actor_ref: str, subject: str) -> dict[str, Any]:
    """The fields that every event of this room shares; its public pages grow old by each."""
    return {
        "actor_ref": actor_ref,
        "chain": here.procedure.public_id,
        "subject": subject,
        "scopes": here.scopes,
        "procedure_id": here.procedure.pk,
    }
