"""What happens to the calendar of a procedure."""

from dataclasses import dataclass
from typing import ClassVar

from app.steps.procedures.events import ProcedureEvent


@dataclass(frozen=True, kw_only=True)
class MeetingAdded(ProcedureEvent):
    kind: ClassVar[str] = "calendar.meeting_added"
    meeting_kind: str
    starts_at: str


@dataclass(frozen=True, kw_only=True)
class MeetingEdited(ProcedureEvent):
    kind: ClassVar[str] = "calendar.meeting_edited"
    changed: tuple[str, ...]
    starts_at: str


@dataclass(frozen=True, kw_only=True)
class MeetingCancelled(ProcedureEvent):
    kind: ClassVar[str] = "calendar.meeting_cancelled"


@dataclass(frozen=True, kw_only=True)
class SessionAdded(ProcedureEvent):
    kind: ClassVar[str] = "calendar.session_added"
    meeting: str


@dataclass(frozen=True, kw_only=True)
class SessionEdited(ProcedureEvent):
    kind: ClassVar[str] = "calendar.session_edited"
    meeting: str


@dataclass(frozen=True, kw_only=True)
class SessionRemoved(ProcedureEvent):
    kind: ClassVar[str] = "calendar.session_removed"
    meeting: str


@dataclass(frozen=True, kw_only=True)
class SignedUp(ProcedureEvent):
    kind: ClassVar[str] = "calendar.signed_up"
    meeting: str


@dataclass(frozen=True, kw_only=True)
class SignUpLeft(ProcedureEvent):
    kind: ClassVar[str] = "calendar.sign_up_left"
    meeting: str
