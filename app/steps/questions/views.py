"""Questions as their pages show them."""

from dataclasses import dataclass
from datetime import datetime

from app.core.clock import legal_now
from app.law.decisions import Refusal
from app.law.questions import Pressure, pressure
from app.steps.questions.enums import QuestionState
from app.steps.questions.models import Answer, Question
from app.steps.questions.queries import Asking

EXCERPT = 140


@dataclass(frozen=True, slots=True)
class AskingView:
    """What a page says of asking now: `refusal` is why one may not, or None."""

    until: datetime | None
    days: int
    published: bool
    refusal: Refusal | None


@dataclass(frozen=True, slots=True)
class ReceivedRow:
    """A question on the office's desk; `drafted` where an answer is begun."""

    public_id: str
    excerpt: str
    asked_at: datetime
    state: QuestionState
    drafted: bool
    number: int | None
    pressure: Pressure


def asking_view(asking: Asking) -> AskingView:
    """Asking as it stands by the legal clock."""
    refusals = asking.check(legal_now()).refusals
    published = asking.published_at is not None
    return AskingView(asking.until, asking.days, published, refusals[0] if refusals else None)


def received_rows(
    rows: list[tuple[Question, Answer | None]], closes_at: datetime | None
) -> tuple[ReceivedRow, ...]:
    """The office's list; only those that wait feel the deadline."""
    now = legal_now()
    return tuple(
        ReceivedRow(
            public_id=question.public_id,
            excerpt=excerpt(question.text),
            asked_at=question.asked_at,
            state=question.state,
            drafted=answer is not None and answer.published_at is None,
            number=question.number,
            pressure=pressure(closes_at, now)
            if question.state is QuestionState.WAITING
            else Pressure.CALM,
        )
        for question, answer in rows
    )


def excerpt(text: str) -> str:
    """The beginning of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT else f"{line[: EXCERPT - 1].rstrip()}…"
