"""What the office types about domande, and what a body answers to it."""

from datetime import date, time
from typing import Annotated

from pydantic import AfterValidator, Field

from app.core.text import Line, Text
from app.core.web.forms import FormModel
from app.law.completion import Lack
from app.people.accounts.forms import Email
from app.steps.domande.enums import ExaminationState
from app.steps.examination.enums import DECIDED, CompletionOutcome, MemberRole


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
    """`answer` is what the decision says of the body's observations, where there are any."""

    outcome: Annotated[ExaminationState, AfterValidator(_one_outcome)]
    reason: Text = ""
    answer: Text = ""


class BatchForm(FormModel):
    """Several domande, one outcome. `each` runs beside `domanda`; `reason` is for those left blank.

    In `reason`, `{ente}` and `{numero}` stand for each body and its number.
    """

    outcome: Annotated[ExaminationState, AfterValidator(_one_outcome)]
    reason: Text = ""
    domanda: list[Line] = Field(min_length=1)
    each: list[Text] = Field(default_factory=list)


class ReturnForm(FormModel):
    """Why a second person sends a decision back."""

    why: Annotated[Text, AfterValidator(_not_empty)]


class HindranceForm(FormModel):
    """`reasons` has one reason on each line."""

    reasons: Annotated[Text, AfterValidator(_not_empty)]


class ReceivedForm(FormModel):
    """The day, in Rome, on which the body received the reasons."""

    received_on: date


class ObservationsForm(FormModel):
    """What a body answers to the reasons; the office may write what came another way."""

    observations: Text = ""


class BoardForm(FormModel):
    """`act` is the public id of the act that appoints the board."""

    act: str


class MemberForm(FormModel):
    """An account of the office by its public id, or a guest by name and e-mail; days in Rome."""

    account: str = ""
    name: Line = ""
    email: Email = ""
    role: MemberRole
    since: date
    until: date | None = None


class ConflictForm(FormModel):
    """`bodies` are public ids; `none` says that there is no conflict."""

    none: bool = False
    bodies: list[str] = Field(default_factory=list)
    reason: Text = ""


class AssignForm(FormModel):
    """`member` is the public id of who looks first, empty to take it back."""

    member: str = ""


class NoteForm(FormModel):
    text: Annotated[Text, AfterValidator(_not_empty)]


class ChecksForm(FormModel):
    """The lists run side by side, one place for each line of the checklist."""

    code: list[Line] = Field(default_factory=list)
    mark: list[str] = Field(default_factory=list)
    why: list[Text] = Field(default_factory=list)


class MinutesForm(FormModel):
    """A sitting; hours are those of Rome, `present` are public ids of members."""

    held_on: date
    place: Line
    starts: time
    ends: time
    present: list[str] = Field(default_factory=list)
    others: Text = ""
    remarks: Text = ""


class AdmissionForm(FormModel):
    """`act` is the public id of the act of admission that the list rests on."""

    act: str
