"""What the office writes into the register of communications."""

from datetime import date, time
from typing import Annotated

from pydantic import AfterValidator, StringConstraints, model_validator

from app.core.clock import from_rome, legal_now
from app.core.jobs.models import OUTSIDE, Way
from app.core.text import Line, Text, clean_line
from app.core.web.forms import FormModel
from app.people.accounts.forms import Email


def _outside(value: Way) -> Way:
    if value not in OUTSIDE:
        raise ValueError("Le mail e le PEC di questa casella si registrano da sole.")
    return value


def _said(value: str) -> str:
    if not value:
        raise ValueError("Campo obbligatorio.")
    return value


Said = Annotated[
    str, StringConstraints(max_length=300), AfterValidator(clean_line), AfterValidator(_said)
]


class RecordForm(FormModel):
    """A communication that went another way; day and time are those of Rome."""

    way: Annotated[Way, AfterValidator(_outside)]
    sent_on: date
    sent_time: time = time(12)
    recipient: Said
    body: Line = ""
    subject: Said
    text: Text = ""

    @model_validator(mode="after")
    def _not_in_the_future(self) -> "RecordForm":
        clock = self.sent_time
        if from_rome(self.sent_on, clock.hour, clock.minute, clock.second) > legal_now():
            raise ValueError("Il giorno di spedizione è nel futuro.")
        return self


class ResendForm(FormModel):
    """The address may be mended."""

    recipient: Email


class TieForm(FormModel):
    message: Line


class FilesForm(FormModel):
    """Only files."""
