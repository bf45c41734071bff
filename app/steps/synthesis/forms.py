"""What the office writes in the synthesis, and what participants observe."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from app.core.text import Line, LongLine, Text
from app.core.web.forms import FormModel
from app.steps.synthesis.enums import NodeKind

Chosen = Annotated[list[str], Field(max_length=200)]
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
    priority: Literal["1", "2", "3", "4", "5", ""] = ""
    priority_reason: Text = ""
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
    """Contributions chosen at the desk; `node` is the public id of the node they join."""

    chosen: Chosen = Field(default_factory=list)
    node: Ref = ""
    why: LongLine = ""


class LinkForm(FormModel):
    """`other` is the public id of the node at the other end."""

    other: Ref
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
    answer: Text
    changed: Text = ""


class PressForm(FormModel):
    """Nothing to type: the press of the button is the act."""
