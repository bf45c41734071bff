"""What can be found of the questions: those published, with their answers, without who asked."""

from collections.abc import Collection, Iterator

from sqlmodel import Session

from app.core.findable import Findable, Finder, everything, from_day, without_marks
from app.law.words import joined
from app.steps.procedures.navigation import public_address
from app.steps.procedures.queries import Here
from app.steps.questions.events import AnswerPublished
from app.steps.questions.queries import list_published


def _questions(
    session: Session, here: Here, refs: Collection[str] | None = None
) -> Iterator[Findable]:
    for each in list_published(session, here.procedure.pk):
        if each.answer.published_at is None or not each.numbers:
            continue
        which = joined([str(number) for number in each.numbers])
        asked = "\n".join(question.shown_text for question in each.questions)
        yield Findable(
            ref=each.answer.public_id,
            title=f"{'Quesito' if len(each.numbers) == 1 else 'Quesiti'} n. {which}",
            text=f"{asked}\nRisposta: {without_marks(each.answer.text)}",
            address=public_address(here, f"/quesiti#quesito-{each.numbers[0]}"),
            day=from_day(each.answer.published_at),
        )


FINDERS = (
    Finder("question", "Quesiti e risposte", _questions, events={AnswerPublished: everything}),
)
