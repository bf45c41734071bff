"""What the office writes as esito: for one contribution, or for several at once."""

from typing import Annotated

from pydantic import Field, StringConstraints

from app.core.text import LongLine, Text
from app.core.web.forms import FormModel
from app.steps.esiti.enums import Outcome

Chosen = Annotated[list[str], Field(max_length=1000)]
Ref = Annotated[str, StringConstraints(max_length=20)]
PassedTo = Annotated[LongLine, StringConstraints(max_length=300)]


class ProposalForm(FormModel):
    """`chosen` are public ids of contributions; {titolo} and {numero} in `reason` are filled in."""

    chosen: Chosen = Field(default_factory=list)
    outcome: Outcome
    reason: Text = ""
    passed_to: PassedTo = ""
    plan_item: LongLine = ""


class DecisionForm(FormModel):
    """As a proposal; `act` is the public id of the organ's act of approval."""

    chosen: Chosen = Field(default_factory=list)
    act: Ref
    outcome: Outcome
    reason: Text = ""
    plan_item: LongLine = ""


class PressForm(FormModel):
    """Nothing to type: the press of the button is the act."""
