"""What the office types about domande, and what a body answers to it."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator

from app.core.text import Text
from app.core.web.forms import FormModel
from app.law.completion import Lack
from app.steps.domande.enums import ExaminationState
from app.steps.examination.enums import DECIDED, CompletionOutcome


def _one_outcome(value: ExaminationState) -> ExaminationState:
    if value not in DECIDED:
        raise ValueError("Scegliete una delle voci.")
    return value


def _not_empty(value: str) -> str:
    if not value:
        raise ValueError("Campo obbligatorio.")
    return value


class CompletionForm(FormModel):
    """`items` has one thing to complete on each line; `last_day` is wholly theirs, in Rome."""

    lacks: list[Lack]
    items: Annotated[Text, AfterValidator(_not_empty)]
    last_day: date


class AnswerForm(FormModel):
    """What a body answers to a request to complete its domanda."""

    answer: Text = ""


class CloseCompletionForm(FormModel):
    closing: CompletionOutcome


class DecisionForm(FormModel):
    outcome: Annotated[ExaminationState, AfterValidator(_one_outcome)]
    reason: Text = ""


class AdmissionForm(FormModel):
    """`act` is the public id of the act of admission that the list rests on."""

    act: str
