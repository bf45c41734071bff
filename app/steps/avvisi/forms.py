"""What the office types about an avviso."""

from datetime import date
from typing import Annotated

from pydantic import Field

from app.core.text import ClockTime, Line, LongLine, Text
from app.core.web.forms import FormModel
from app.law.changes import ChangeKind
from app.steps.avvisi.definition import MAX_DELEGATES


class SectionForm(FormModel):
    """`was` marks the text that was on the page when the writing began."""

    text: Text = ""
    was: str = ""


class ClosingForm(FormModel):
    closes_on: date
    closes_at: ClockTime


class AvvisoActForm(FormModel):
    organ: Line
    number: Line
    adopted_on: date
    subject: LongLine = ""


class DefinitionForm(FormModel):
    """What is switched on besides what every domanda asks; `extras` are `part.field`."""

    parts: list[str] = Field(default_factory=list)
    extras: list[str] = Field(default_factory=list)
    declarations: list[str] = Field(default_factory=list)
    max_tavoli: Annotated[int, Field(ge=1, le=50)] | None = None
    needs_limit: Annotated[int, Field(ge=200, le=20_000)] = 3000
    other_subjects: bool = False
    joint: bool = False
    members_may_apply_alone: bool = False
    delegates: Annotated[int, Field(ge=1, le=MAX_DELEGATES)] = 1


class OwnItemForm(FormModel):
    """A document or a declaration of the office's own; without `number` a new one."""

    number: int | None = None
    title: Line
    text: Annotated[Text, Field(max_length=2000)] = ""
    required: bool = False


class TemplateForm(FormModel):
    name: Line


class ChangeForm(AvvisoActForm):
    """What every change of a published avviso rests on: why, and the act."""

    reason: Annotated[Text, Field(max_length=4000)]


class TermForm(ChangeForm):
    """A proroga or a reopening: until when."""

    closes_on: date
    closes_at: ClockTime


class RevisionForm(ChangeForm):
    """Publishing what was drafted. `kind` is correction, rectification or renewal.

    A correction keeps the term; the others have one. `proof` is what who has already applied
    must show, one thing a line.
    """

    kind: ChangeKind
    closes_on: date | None = None
    closes_at: ClockTime | None = None
    proof: Annotated[Text, Field(max_length=4000)] = ""


class PublishForm(FormModel):
    """Nothing to type: the confirmation is the act."""
