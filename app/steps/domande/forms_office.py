"""What the office types about a domanda that came another way."""

from datetime import date, time
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from app.core.text import Line, clean_line
from app.core.web.forms import FormModel
from app.law.tax_code import check_tax_code
from app.people.accounts.forms import Email
from app.people.ets.enums import RuntsState
from app.steps.domande.enums import Channel


def _tax_code(value: str) -> str:
    checked = check_tax_code(value)
    if checked.problem is not None or checked.code is None:
        raise ValueError(checked.problem)
    return checked.code


TaxCode = Annotated[str, AfterValidator(_tax_code)]


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


class ArrivalForm(FormModel):
    """A domanda that came by PEC or on paper; day and time are those of Rome.

    The lists run beside `tavolo`, one place for each tavolo; an empty preference leaves it out.
    """

    channel: Annotated[Channel, AfterValidator(_not_online)]
    arrived_on: date
    arrived_at: time
    protocol_number: Line = ""
    protocol_date: date | None = None
    tax_code: TaxCode
    body_name: BodyName
    runts_state: RuntsState
    email: Email = ""
    pec: Email = ""
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
