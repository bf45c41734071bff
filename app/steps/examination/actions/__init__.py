"""Use cases of the examination; other rooms import from here."""

from app.steps.examination.actions.admit import publish_admission
from app.steps.examination.actions.answer_completion import answer_completion
from app.steps.examination.actions.ask_completion import ask_completion
from app.steps.examination.actions.decide import decide
from app.steps.examination.actions.examine import close_completion

__all__ = [
    "answer_completion",
    "ask_completion",
    "close_completion",
    "decide",
    "publish_admission",
]
