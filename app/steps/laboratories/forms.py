"""What the office and the participants type about seats, sessions and verbali."""

from datetime import date, time
from typing import Annotated

from pydantic import Field

from app.core.text import Line, LongLine, Text
from app.core.web.forms import FormModel
from app.people.accounts.forms import Email
from app.people.ets.enums import BodyKind
from app.people.ets.forms import Name
from app.steps.avvisi.definition import FURTHER_DELEGATES
from app.steps.laboratories.enums import AttendanceStatus, VerbaleOutcome

PERSON = ("name", "role", "email", "phone")
PEOPLE = tuple(f"{who}_{what}" for who in ("delegate", "substitute") for what in PERSON)


class DelegatesForm(FormModel):
    """Who sits for a body; a substitute is optional, and so are the delegates after the first."""

    delegate_name: Line
    delegate_role: Line = ""
    delegate_email: Email = ""
    delegate_phone: Line = ""
    delegate_b_name: Line = ""
    delegate_b_role: Line = ""
    delegate_b_email: Email = ""
    delegate_b_phone: Line = ""
    delegate_c_name: Line = ""
    delegate_c_role: Line = ""
    delegate_c_email: Email = ""
    delegate_c_phone: Line = ""
    delegate_d_name: Line = ""
    delegate_d_role: Line = ""
    delegate_d_email: Email = ""
    delegate_d_phone: Line = ""
    delegate_e_name: Line = ""
    delegate_e_role: Line = ""
    delegate_e_email: Email = ""
    delegate_e_phone: Line = ""
    substitute_name: Line = ""
    substitute_role: Line = ""
    substitute_email: Email = ""
    substitute_phone: Line = ""

    def further(self) -> dict[str, dict[str, str]]:
        """The delegates after the first of whom something was typed, by how their fields begin."""
        people = {
            who: {what: getattr(self, f"{who}_{what}") for what in PERSON}
            for who in FURTHER_DELEGATES
        }
        return {who: person for who, person in people.items() if any(person.values())}


class PublicBodyForm(FormModel):
    """A health unit or municipal service that takes part without a domanda.

    `body` is the public id of one that sits already; without it `kind` and `name` make a new one.
    """

    body: str = ""
    kind: BodyKind | None = None
    name: Name = ""
    tavoli: Annotated[list[str], Field(min_length=1)]
    delegate_name: Line
    delegate_role: Line = ""
    delegate_email: Email
    delegate_phone: Line = ""


class AttendanceForm(FormModel):
    """One touch at the door: a person, for a body (public id), and what became of them."""

    body: str
    person: Line
    status: AttendanceStatus


class VerbaleForm(FormModel):
    """The draft. Lists are parallel: `item[i]` with `said[i]`; `position[i]` with its bodies.

    `held` entries are `i:public id of a body`, i counting positions from 0.
    """

    held_on: date
    starts: time
    ends: time
    place: LongLine = ""
    chair: Line = ""
    minute_taker: Line = ""
    agenda: Text = ""
    item: list[LongLine] = Field(default_factory=list)
    said: list[Text] = Field(default_factory=list)
    outcome: VerbaleOutcome | None = None
    unitary_proposal: Text = ""
    position: list[Text] = Field(default_factory=list)
    held: list[str] = Field(default_factory=list)


class ShareForm(FormModel):
    """Until the end of which day (in Rome) the participants may send corrections."""

    until: date


class CorrectionForm(FormModel):
    """`body` is the public id of the body that asks; needed by who acts for several."""

    body: str = ""
    text: Annotated[Text, Field(min_length=1)]


class CorrectionAnswerForm(FormModel):
    accepted: bool
    answer: Text = ""


class PressForm(FormModel):
    """Nothing to type: the press of the button is the act."""
