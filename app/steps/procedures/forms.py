"""What the office types about a procedure, its tavoli and its acts."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator

from app.core.text import Line, LongLine, Text, slugify
from app.core.web.forms import FormModel
from app.steps.procedures.enums import ActKind


def _slug(value: str) -> str:
    if value != slugify(value):
        raise ValueError("Usate solo lettere minuscole senza accenti, cifre e trattini.")
    return value


Slug = Annotated[Line, AfterValidator(_slug)]


class NewProcedureForm(FormModel):
    title: LongLine
    slug: Slug = ""
    purpose: Text = ""
    plan_name: Line = ""
    plan_years: Line = ""


class ProcedureForm(FormModel):
    title: LongLine
    purpose: Text = ""
    plan_name: Line = ""
    plan_years: Line = ""
    responsible_officer: str = ""
    approval_day: date | None = None


class TavoloForm(FormModel):
    name: Line
    description: Text = ""
    room: Line = ""
    facilitator: Line = ""
    minute_taker: Line = ""
    referent: Line = ""


class ActForm(FormModel):
    kind: ActKind
    organ: Line
    number: Line
    adopted_on: date
    subject: LongLine = ""


class PressForm(FormModel):
    """Nothing to type: the press of the button is the act."""
