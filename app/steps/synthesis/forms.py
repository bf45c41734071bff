"""What the office writes in the synthesis, and what participants observe."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from app.core.text import Line, LongLine, Text
from app.core.web.forms import FormModel
from app.steps.synthesis.enums import NodeKind

MOST = 2_000
"""Contributions chosen at once."""


def _apart(values: object) -> object:
    """Public ids as they come: one a field, or many in one field with commas between."""
    if not isinstance(values, list):
        return values
    return [ref for value in values for ref in str(value).split(",") if ref]


Chosen = Annotated[list[str], BeforeValidator(_apart), Field(max_length=MOST)]
Ref = Annotated[str, StringConstraints(max_length=20)]
Title = Annotated[LongLine, StringConstraints(max_length=300)]


class NodeFields(FormModel):
    """The fields of all kinds: only those of the node's own kind are kept. `why` is logged."""

    title: Title
    text: Text = ""
    tavolo: Ref = ""
    target: Line = ""
    territory: Line = ""
    evidence: Text = ""
    public_services: Text = ""
    offer: Text = ""
    coverage: Literal["none", "partial", "adequate", ""] = ""
    gap: Text = ""
    result: Text = ""
    indicator: Line = ""
    way: Text = ""
    resources: Text = ""
    why: LongLine = ""


class NewNodeForm(NodeFields):
    """`chosen` are public ids of contributions that the node is drawn from."""

    kind: NodeKind
    chosen: Chosen = Field(default_factory=list)


class EditNodeForm(NodeFields):
    """`edition` is the one that was on the page."""

    edition: int = Field(ge=1, le=1_000_000)


class ChosenForm(FormModel):
    """Contributions chosen; `node` is the one they join or move to: its public id, or words that
    begin with its code.

    With `found` all that the filters of the desk find are chosen, on the other pages too.
    """

    chosen: Chosen = Field(default_factory=list)
    found: bool = False
    node: Line = ""
    why: LongLine = ""


class MergeForm(FormModel):
    """`nodes` become one: `into` stays, with another title and text where they are written."""

    nodes: list[Ref] = Field(default_factory=list, max_length=50)
    into: Ref = ""
    title: Title = ""
    text: Text = ""
    why: LongLine = ""


class SplitForm(FormModel):
    """The new node's words, and what goes to it: `chosen` contributions, `links` by the public
    id of the node at the other end. What is in `kept` or `links_kept` too stays where it is.
    """

    title: Title
    text: Text = ""
    chosen: Chosen = Field(default_factory=list)
    kept: Chosen = Field(default_factory=list)
    links: list[Ref] = Field(default_factory=list, max_length=200)
    links_kept: list[Ref] = Field(default_factory=list, max_length=200)
    why: LongLine = ""


class MoveUnderForm(FormModel):
    """From being linked to one node to being linked to another of the same kind."""

    origin: Ref = ""
    target: Line = ""
    why: LongLine = ""


class AssessForm(FormModel):
    """The office's own level, from 1 to 5, with its reason; both empty take it back."""

    priority: Literal["1", "2", "3", "4", "5", ""] = ""
    priority_reason: Text = ""


class LinkForm(FormModel):
    """`other` is the node at the other end: its public id, or words that begin with its code."""

    other: Line
    why: LongLine = ""


class WhyForm(FormModel):
    why: LongLine = ""


class UndoForm(FormModel):
    """`step` is the key of the step that was last on the page."""

    step: int = Field(ge=1)


class ShareForm(FormModel):
    """The last day for observations, until 23:59:59 in Rome."""

    observations_until: date


class ObservationForm(FormModel):
    """`body` is the public id of the body that observes."""

    body: Ref
    text: Text


class AnswerForm(FormModel):
    """`steps` are the keys of the steps that were taken because of the observation."""

    answer: Text
    changed: Text = ""
    steps: list[int] = Field(default_factory=list, max_length=200)


class PressForm(FormModel):
    """Nothing to type: the press of the button is the act."""
