"""What the office types about a domanda that came another way."""

from datetime import date, time
from typing import Annotated, Final

from pydantic import AfterValidator, Field, StringConstraints

from app.core.text import Line, clean_line
from app.core.web.forms import FormModel
from app.law.runts import parse_section
from app.law.tax_code import check_tax_code
from app.people.accounts.forms import Email
from app.people.ets.enums import RuntsState
from app.steps.domande.enums import Channel

MAX_MEMBERS: Final = 20
ARRIVAL_FILES = {
    "file": frozenset({"eml", "pdf", "p7m", "jpg", "png"}),
    "identity": frozenset({"pdf", "p7m", "jpg", "png"}),
}


def _tax_code(value: str) -> str:
    checked = check_tax_code(value)
    if checked.problem is not None or checked.code is None:
        raise ValueError(checked.problem)
    return checked.code


TaxCode = Annotated[str, AfterValidator(_tax_code)]


def _section(value: str) -> str:
    letter = parse_section(value) if value else ""
    if letter is None:
        raise ValueError("La sezione del RUNTS è una delle sette, dalla a) alla g).")
    return letter


def _not_online(value: Channel) -> Channel:
    if value is Channel.ONLINE:
        raise ValueError("Le domande in rete si registrano da sole.")
    return value


def _not_empty(value: str) -> str:
    if not value:
        raise ValueError("Campo obbligatorio.")
    return value


BodyName = Annotated[
    str,
    StringConstraints(max_length=300),
    AfterValidator(clean_line),
    AfterValidator(_not_empty),
]


class ArrivalFacts(FormModel):
    """How a domanda came and what tavoli it asks for; day and time are those of Rome.

    `replaces`: it takes the place of what the same body had filed. The lists run beside
    `tavolo`, one place for each tavolo; an empty preference leaves it out.
    """

    channel: Annotated[Channel, AfterValidator(_not_online)]
    arrived_on: date
    arrived_at: time
    protocol_number: Line = ""
    protocol_date: date | None = None
    replaces: bool = False
    tavolo: list[str] = Field(default_factory=list)
    preference: list[str] = Field(default_factory=list)
    delegate_name: list[Line] = Field(default_factory=list)
    delegate_role: list[Line] = Field(default_factory=list)
    delegate_email: list[Line] = Field(default_factory=list)
    delegate_phone: list[Line] = Field(default_factory=list)
    substitute_name: list[Line] = Field(default_factory=list)
    substitute_role: list[Line] = Field(default_factory=list)
    substitute_email: list[Line] = Field(default_factory=list)
    substitute_phone: list[Line] = Field(default_factory=list)


class ArrivalForm(ArrivalFacts):
    """A domanda that came by PEC, e-mail or on paper, with what the office knows of its body."""

    tax_code: TaxCode
    body_name: BodyName
    runts_state: RuntsState
    runts_number: Line = ""
    runts_section: Annotated[Line, AfterValidator(_section)] = ""
    runts_date: date | None = None
    signed_by: Line = ""
    email: Email = ""
    pec: Email = ""


class MemberForm(FormModel):
    """A body that takes part together with the one that files.

    Its declaration comes beside it, or later, or a confirmation instead of it.
    """

    name: BodyName
    tax_code: TaxCode
    runts_state: RuntsState
    email: Email = ""
