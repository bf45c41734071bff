"""What the office writes as esito: for one contribution, for a node, or for several at once."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from app.core.text import Line, LongLine, Text
from app.core.web.forms import FormModel
from app.steps.esiti.enums import Outcome

MOST = 1000
"""How many contributions may be answered at once."""

Chosen = Annotated[list[str], Field(max_length=MOST)]
Ref = Annotated[str, StringConstraints(max_length=20)]
PassedTo = Annotated[LongLine, StringConstraints(max_length=300)]


class AnswerFields(FormModel):
    """What every answer says. `item` is an item of the plan: its public id, or words that begin
    with its code.
    """

    outcome: Outcome
    reason: Text = ""
    plan_item: LongLine = ""
    item: Line = ""


class ProposalForm(AnswerFields):
    """`chosen` are public ids of contributions, each with the mark that was on the page after a
    colon; {titolo}, {numero} and {ente} in `reason` are filled in.
    """

    chosen: Chosen = Field(default_factory=list)
    passed_to: PassedTo = ""


class DecisionForm(AnswerFields):
    """As a proposal; `act` is the public id of the organ's act of approval."""

    chosen: Chosen = Field(default_factory=list)
    act: Ref


class ProposalsForm(ProposalForm):
    """A batch before its texts were seen; `everything` takes all that the filter holds."""

    everything: Literal["1", ""] = ""


class DecisionsForm(DecisionForm):
    """A batch of decisions before its texts were seen."""

    everything: Literal["1", ""] = ""


class NodeProposalForm(AnswerFields):
    """The same for shared nodes; {titolo} and {numero}, its code, are filled in."""

    chosen: Chosen = Field(default_factory=list)
    passed_to: PassedTo = ""


class NodeDecisionForm(AnswerFields):
    chosen: Chosen = Field(default_factory=list)
    act: Ref


class NodeProposalsForm(NodeProposalForm):
    """A batch of nodes before its texts were seen."""

    everything: Literal["1", ""] = ""


class NodeDecisionsForm(NodeDecisionForm):
    """A batch of decisions on nodes before its texts were seen."""

    everything: Literal["1", ""] = ""


class NodeChoiceForm(FormModel):
    """Which of its nodes a contribution inherits from: public id of the node."""

    node: Ref


class PressForm(FormModel):
    """Nothing to type: the press of the button is the act."""
