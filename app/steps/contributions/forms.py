"""What a body writes in a contribution, and what the office writes about it."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from app.core.text import Line, Text, sort_key
from app.core.web.forms import FormModel
from app.steps.contributions.enums import ContributionKind

MOST_EURO = Decimal(1_000_000_000)


def _cents(value: object) -> object:
    """Cents from euro as Italians write them: `1.500,50`, `1500,5`, `1500`."""
    if not isinstance(value, str):
        return value
    bare = value.replace("€", "").replace(" ", "")
    bare = bare.replace(".", "").replace(",", ".") if "," in bare else bare
    try:
        cents = Decimal(bare[:20]) * 100
    except ArithmeticError:
        cents = Decimal("NaN")
    if not cents.is_finite() or not 0 <= cents <= MOST_EURO * 100 or cents != int(cents):
        raise ValueError("Scrivete un importo in euro, per esempio 1500,50.")
    return int(cents)


def _said(value: str) -> str:
    """Spaces, signs and characters that nobody sees are no text."""
    if not sort_key(value):
        raise ValueError("Campo obbligatorio: scrivete almeno una parola.")
    return value


SaidLine = Annotated[Line, AfterValidator(_said)]
SaidText = Annotated[Text, AfterValidator(_said)]
Cents = Annotated[int, BeforeValidator(_cents)]
Year = Annotated[int, Field(ge=1900, le=2100)]
Count = Annotated[int, Field(ge=0, le=10_000_000)]


class DetailsForm(FormModel):
    """The fields of all kinds: only those of the contribution's own kind are kept."""

    target_group: Line = ""
    territory: Line = ""
    evidence: Literal["datum", "experience", "listening", ""] = ""
    evidence_source: Line = ""
    evidence_year: Year | None = None
    trend: Literal["growing", "stable", "falling", ""] = ""
    gravity: Literal["low", "medium", "high", ""] = ""
    existing_services: Text = ""
    coverage: Literal["none", "partial", "adequate", ""] = ""
    gap: Text = ""
    causes: Text = ""
    people_served: Count | None = None
    needs_answered: Text = ""
    expected_result: Text = ""
    indicator: Line = ""
    baseline: Line = ""
    target_value: Line = ""
    target_year: Year | None = None
    strategic_line: Line = ""
    objective: Text = ""
    way: Text = ""
    own_people: Line = ""
    own_places: Line = ""
    own_goods: Line = ""
    own_volunteers: Count | None = None
    own_money: Cents | None = None
    public_resources: Text = ""
    who: Line = ""
    when: Line = ""
    feasibility: Literal["easy", "possible", "hard", ""] = ""
    priority: Literal["1", "2", "3", "4", "5", ""] = ""
    priority_reason: Text = ""
    codesign: Literal["yes", "no", ""] = ""
    projects: Text = ""


class NewContributionForm(FormModel):
    """`seat` is the public id of the seat that it is written from."""

    seat: Line
    kind: ContributionKind


class ContributionForm(DetailsForm):
    """A draft: nothing in it is mandatory until it is sent. `edition` is the one on the page."""

    kind: ContributionKind
    meeting: Line = ""
    title: Line = ""
    text: Text = ""
    edition: int = Field(ge=1, le=1_000_000)


class CollectedForm(DetailsForm):
    """What a body said in the room, typed by the office; `body` and `tavolo` are public ids."""

    body: Line
    tavolo: Line
    kind: ContributionKind
    meeting: Line = ""
    title: SaidLine
    text: SaidText


class PublishForm(FormModel):
    """`files` are the public ids of the files let out with the text."""

    files: list[str] = Field(default_factory=list, max_length=20)


class RedactForm(PublishForm):
    """The words as they go out; `details` are the names of the details that stay."""

    title: SaidLine
    text: SaidText
    details: list[str] = Field(default_factory=list, max_length=40)
    reason: SaidText


class BatchForm(FormModel):
    """`chosen` are public ids of contributions."""

    chosen: list[str] = Field(default_factory=list, max_length=100)


class ReasonForm(FormModel):
    reason: SaidText


class PressForm(FormModel):
    """Nothing to type: the press of the button is the act."""
