"""Use cases of questions; other rooms import from here."""

from app.steps.questions.actions.answer import publish_answer, refuse_question, save_answer
from app.steps.questions.actions.ask import ask_question, record_question, set_days

__all__ = [
    "ask_question",
    "publish_answer",
    "record_question",
    "refuse_question",
    "save_answer",
    "set_days",
]
