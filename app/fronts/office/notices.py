"""What presses on the office beside the duties of the law: gathered from the rooms."""

from dataclasses import dataclass

from sqlmodel import Session

from app.core.clock import legal_now
from app.core.i18n import deadline_words
from app.law.questions import Pressure, pressure
from app.law.words import counted
from app.steps.procedures.navigation import office_address
from app.steps.procedures.queries import Here
from app.steps.questions.navigation import PAGE as QUESTIONS
from app.steps.questions.queries import asking_in, count_waiting

_TONES = {Pressure.CALM: "info", Pressure.NEAR: "warning", Pressure.URGENT: "danger"}


@dataclass(frozen=True, slots=True)
class Notice:
    """A line that stands out on the desk; `action` is the words of its link."""

    tone: str
    title: str
    text: str
    href: str
    action: str


def gather_notices(session: Session, here: Here) -> tuple[Notice, ...]:
    """What presses now, the most urgent room first."""
    return tuple(filter(None, (_questions(session, here),)))


def _questions(session: Session, here: Here) -> Notice | None:
    waiting = count_waiting(session, here.procedure.pk)
    if not waiting:
        return None
    closes_at = asking_in(session, here).closes_at
    text = f"L'avviso si chiude {deadline_words(closes_at)}." if closes_at else ""
    return Notice(
        tone=_TONES[pressure(closes_at, legal_now())],
        title=f"{counted(waiting, 'quesito', 'quesiti')} senza risposta",
        text=text,
        href=office_address(here, QUESTIONS),
        action="Rispondete",
    )
