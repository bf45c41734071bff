"""What the office and the committee type."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from app.core.text import Line, LongLine, Text, clean_line
from app.core.web.forms import FormModel
from app.people.accounts.forms import Email
from app.steps.monitoring.definition import Scale
from app.steps.monitoring.enums import Direction, FigureKind

Year = Annotated[int, Field(ge=1, le=9999)]
Code = Annotated[str, StringConstraints(max_length=40), AfterValidator(clean_line)]
Name = Annotated[str, StringConstraints(max_length=300), AfterValidator(clean_line)]
Unit = Annotated[str, StringConstraints(max_length=60), AfterValidator(clean_line)]


class IndicatorForm(FormModel):
    """`item` and `node` are public ids, or words that begin with a code: one of them or none.

    Baseline with its year, or neither.

    A figure stays as it was typed: whether it can be read depends on the unit.
    """

    code: Code
    name: Name
    unit: Unit
    better: Direction
    note: Text = ""
    item: Line = ""
    node: Line = ""
    baseline_year: Year | None = None
    baseline: Line = ""
    baseline_source: Line = ""

    @model_validator(mode="after")
    def _whole(self) -> "IndicatorForm":
        if (not self.baseline) != (self.baseline_year is None):
            raise ValueError("Il valore di partenza e il suo anno si scrivono insieme.")
        if self.item and self.node:
            raise ValueError("Collegate l'indicatore a una voce del piano o a un nodo, non a due.")
        return self


class IndicatorEditForm(FormModel):
    name: Name
    unit: Unit
    better: Direction
    note: Text = ""
    item: Line = ""
    node: Line = ""
    edition: int

    @model_validator(mode="after")
    def _one_link(self) -> "IndicatorEditForm":
        if self.item and self.node:
            raise ValueError("Collegate l'indicatore a una voce del piano o a un nodo, non a due.")
        return self


class FigureForm(FormModel):
    """`value` as it was typed; `reason` is asked where the figure corrects another."""

    kind: FigureKind
    year: Year
    value: Line
    source: LongLine = ""
    note: LongLine = ""
    reason: LongLine = ""


class TableForm(FormModel):
    """A table comes with it."""


class ConfirmForm(FormModel):
    """`seen` is the digest of the changes that the page showed."""

    seen: Annotated[str, StringConstraints(max_length=64)]
    reason: LongLine = ""


class PressForm(FormModel):
    """Nothing to type."""


class NewAccountForm(FormModel):
    year: Year


class AccountForm(FormModel):
    data_to: date
    done: Text = ""
    not_done: Text = ""
    next_steps: Text = ""
    edition: int


class PublishForm(FormModel):
    """`correction` says why a later version is needed."""

    correction: LongLine = ""


class InviteForm(FormModel):
    committee: Line
    guest_name: Line
    guest_email: Email
    days: Annotated[int, Field(ge=1, le=90)] = 30


class ReplyForm(FormModel):
    text: Text


class ReadingForm(FormModel):
    """An answer to each of `definition.QUESTIONS`: on the scale, and in words (`…_text`)."""

    clarity: Scale | None = None
    clarity_text: Text = ""
    fidelity: Scale | None = None
    fidelity_text: Text = ""
    accessibility: Scale | None = None
    accessibility_text: Text = ""
    done: Scale | None = None
    done_text: Text = ""
    missing_text: Text = ""
    recommendations_text: Text = ""
    edition: int


class GiveForm(FormModel):
    """The press that gives the reading: of the draft with this edition."""

    edition: int
