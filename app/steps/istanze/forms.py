"""What bodies type in an istanza, and what the office answers."""

from typing import Annotated

from pydantic import Field, StringConstraints

from app.core.text import Line, Text
from app.core.web.forms import FormModel
from app.people.accounts.forms import Email
from app.steps.procedures.forms import Slug

Subject = Annotated[Line, Field(min_length=8)]
Words = Annotated[Text, StringConstraints(max_length=6000)]


class NewIstanzaForm(FormModel):
    """`authority` and `body` by public id."""

    authority: Line
    body: Line
    subject: Subject


class IstanzaForm(FormModel):
    """`edition` is the one that was shown."""

    edition: int
    subject: Subject
    reason: Words = ""
    concerns: Words = ""
    known: Words = ""


class InviteBodyForm(FormModel):
    email: Email


class JoinForm(FormModel):
    """`body` by public id; `edition` is the text that was read."""

    body: Line
    edition: int


class EditionForm(FormModel):
    edition: int


class AcceptForm(FormModel):
    """The procedure that is created; its words may differ from the istanza's."""

    title: Annotated[Line, Field(min_length=8)]
    slug: Slug = ""
    purpose: Text = ""
    answer: Words = ""


class RefuseForm(FormModel):
    refusal: Annotated[Words, Field(min_length=20)]


class PressForm(FormModel):
    """Nothing to type: the press of the button is the act."""
