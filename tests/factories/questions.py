"""Questions in the state a test needs, made through the actions."""

from sqlmodel import Session

from app.steps.questions.actions import ask_question, publish_answer
from app.steps.questions.forms import AnswerForm, AskForm
from app.steps.questions.models import Answer, Question
from tests.factories.domande import Applicant
from tests.factories.procedures import Desk


def make_question(
    session: Session, desk: Desk, asker: Applicant, text: str = "Serve la PEC?"
) -> Question:
    """A question asked for the body of `asker` about an open avviso."""
    return ask_question(
        session, asker.actor, desk.here, AskForm(text=text, body=asker.body.public_id)
    )


def make_answer(session: Session, desk: Desk, question: Question, text: str = "No.") -> Answer:
    """Its published answer."""
    form = AnswerForm(text=text)
    return publish_answer(session, desk.actor, desk.here, question.public_id, form)
