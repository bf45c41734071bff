"""What is typed about questions."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from app.core.text import LongLine, Text, clean_text
from app.core.web.forms import FormModel
from app.law.questions import FEWEST_DAYS, MOST_DAYS
from app.steps.questions.enums import RefusalGround

LONGEST = 3000


def _said(value: str) -> str:
    if not value:
        raise ValueError("Campo obbligatorio.")
    return value


QuestionText = Annotated[
    str, StringConstraints(max_length=LONGEST), AfterValidator(clean_text), AfterValidator(_said)
]


class AskForm(FormModel):
    """`body` is the public id of the body asked for; empty when one asks for oneself."""

    text: QuestionText
    body: str = ""


class RecordForm(FormModel):
    """A question that came by another way, which `channel` names; nobody is named."""

    text: QuestionText
    channel: LongLine


class DaysForm(FormModel):
    days: Annotated[int, Field(ge=FEWEST_DAYS, le=MOST_DAYS)]


class AnswerForm(FormModel):
    """`together` are the public ids of the other questions that the answer is for.

    `published_text` is what is published of the question where something must be left out.
    """

    text: Annotated[Text, AfterValidator(_said)]
    published_text: Annotated[
        str, StringConstraints(max_length=LONGEST), AfterValidator(clean_text)
    ] = ""
    together: list[str] = Field(default_factory=list, max_length=200)
    edition: Annotated[int, Field(ge=0, le=1_000_000)] = 0


class RefuseForm(FormModel):
    """`reason` goes to who asked."""

    ground: RefusalGround
    reason: QuestionText
