"""Tables of this room; other rooms import from here."""

from app.steps.examination.models.board import (
    Assignment,
    Check,
    Commission,
    CommissionMember,
    Conflict,
    ExaminationNote,
    NoteReading,
)
from app.steps.examination.models.minutes import ExaminationVerbale
from app.steps.examination.models.outcome import Admission, Completion, Decision, HindranceNotice

__all__ = [
    "Admission",
    "Assignment",
    "Check",
    "Commission",
    "CommissionMember",
    "Completion",
    "Conflict",
    "Decision",
    "ExaminationNote",
    "ExaminationVerbale",
    "HindranceNotice",
    "NoteReading",
]
