"""What the office types of a vote or a ranking, and its own words on a divergence."""

from typing import Annotated

from pydantic import Field, StringConstraints

from app.core.text import LongLine, Text
from app.core.web.forms import FormModel
from app.law.priorities import MOST_BODIES, MOST_MEASURE, BallotRule
from app.steps.synthesis.enums import NodeKind

Ref = Annotated[str, StringConstraints(max_length=20)]
Typed = Annotated[str, StringConstraints(max_length=20, strip_whitespace=True)]


class BallotForm(FormModel):
    """Lists are parallel: `node[i]` got `value[i]`, with `note[i]`.

    An empty value is a node that was not put to the vote. `tavolo` is empty for the plenary;
    `edition` is the one that was on the page, 0 for a new one.
    """

    held: Ref = ""
    tavolo: Ref = ""
    kind: NodeKind
    rule: BallotRule
    rule_words: LongLine = ""
    measure: Annotated[int, Field(ge=1, le=MOST_MEASURE)] | None = None
    bodies: Annotated[int, Field(ge=1, le=MOST_BODIES)]
    reason: Text = ""
    node: list[Ref] = Field(default_factory=list, max_length=400)
    value: list[Typed] = Field(default_factory=list, max_length=400)
    note: list[LongLine] = Field(default_factory=list, max_length=400)
    edition: int = Field(default=0, ge=0, le=1_000_000)


class WithdrawForm(FormModel):
    why: LongLine = ""


class DivergenceForm(FormModel):
    """`ballot` is the public id of the result that the office sees otherwise."""

    ballot: Ref
    words: Text = ""


class PressForm(FormModel):
    """Nothing to type: what was chosen stands in the address."""
