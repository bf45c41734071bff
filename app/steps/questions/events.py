"""What happens to questions. Nobody who reads the register learns who asked."""

from dataclasses import dataclass
from typing import ClassVar

from app.steps.procedures.events import ProcedureEvent


@dataclass(frozen=True, kw_only=True)
class QuestionDaysSet(ProcedureEvent):
    kind: ClassVar[str] = "questions.days_set"
    days: int


@dataclass(frozen=True, kw_only=True)
class QuestionAsked(ProcedureEvent):
    """Without the actor, on purpose: the register is read by many."""

    kind: ClassVar[str] = "questions.asked"


@dataclass(frozen=True, kw_only=True)
class QuestionRecorded(ProcedureEvent):
    """One that came otherwise, typed by the office."""

    kind: ClassVar[str] = "questions.recorded"


@dataclass(frozen=True, kw_only=True)
class AnswerPublished(ProcedureEvent):
    """`numbers` are the public numbers of the questions that it answers."""

    kind: ClassVar[str] = "questions.answer_published"
    numbers: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class QuestionRefused(ProcedureEvent):
    kind: ClassVar[str] = "questions.refused"
    ground: str
