"""What the office types about the plan."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from app.core.text import Line, LongLine, clean_line, clean_text
from app.core.web.forms import FormModel
from app.steps.plans.cells import MOST_TEXT, cents_of, due_day
from app.steps.plans.enums import ItemState, Level, PlanActKind

Code = Annotated[str, StringConstraints(max_length=40), AfterValidator(clean_line)]
Words = Annotated[str, StringConstraints(max_length=MOST_TEXT), AfterValidator(clean_text)]
DueDay = Annotated[date, AfterValidator(due_day)]
Amount = Annotated[int | None, BeforeValidator(cents_of)]
Place = Annotated[int | None, Field(ge=0, le=255)]


class ItemFields(FormModel):
    """`parent` is what holds the item: its public id, or words that begin with its code.

    `amount` is typed as people write it.
    """

    title: LongLine
    text: Words = ""
    parent: Line = ""
    owner: Line = ""
    due_on: DueDay | None = None
    amount: Amount = None
    state: ItemState = ItemState.PLANNED
    sector: Line = ""


class NewItemForm(ItemFields):
    level: Level
    code: Code


class EditItemForm(ItemFields):
    """`edition` is the one that was read."""

    edition: int


class PressForm(FormModel):
    """Nothing to type: the press of the button is the act."""


class ImportForm(FormModel):
    """A CSV or XLSX comes with it. `whole`: what the file lacks goes from the plan."""

    whole: bool = False


class ColumnsForm(FormModel):
    """For each field of the plan the column (from 0) that has it, or none."""

    objective: Place = None
    programme: Place = None
    activity: Place = None
    code: Place = None
    level: Place = None
    title: Place = None
    text: Place = None
    parent: Place = None
    owner: Place = None
    due_on: Place = None
    amount_cents: Place = None
    state: Place = None
    sector: Place = None


class ConfirmForm(FormModel):
    """`seal` says which changes were shown."""

    seal: Annotated[str, StringConstraints(max_length=64)]


class PartnerForm(FormModel):
    name: Line
    what: Annotated[str, StringConstraints(max_length=300), AfterValidator(clean_line)] = ""


class PlanActForm(FormModel):
    """An act with its file, or, without `adopted_on`, one that is awaited.

    `partner` is the public id of whose act it is; empty for the authority that leads.
    """

    kind: PlanActKind
    partner: Line = ""
    organ: Line
    expected_on: date | None = None
    adopted_on: date | None = None
    number: Code = ""
    subject: LongLine = ""


class AdoptedForm(FormModel):
    """What is known of an awaited act once it was adopted; its file comes with it."""

    adopted_on: date
    number: Code
    subject: LongLine = ""
