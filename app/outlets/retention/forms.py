"""The presses of the removal's pages, and what a body asks to remove."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from app.core.text import Line, Text, clean_line
from app.core.web.forms import FormModel
from app.outlets.retention.enums import RequestChannel, RequestOutcome


def _said(value: str) -> str:
    if not value:
        raise ValueError("Dite perché va trattenuto.")
    return value


class ConfirmForm(FormModel):
    """Only its button."""


class HoldForm(FormModel):
    why: Annotated[
        str, StringConstraints(max_length=500), AfterValidator(clean_line), AfterValidator(_said)
    ]


class AloneForm(FormModel):
    """After how many days an unconfirmed list runs by itself; empty: never."""

    days: Annotated[int | None, Field(ge=15, le=365)] = None


class CloseForm(FormModel):
    """Only its button."""


def _written(value: str) -> str:
    if not value:
        raise ValueError("Campo obbligatorio.")
    return value


Written = Annotated[Text, AfterValidator(_written)]


class AskForm(FormModel):
    """`body` is the public id of a body that is known here; else `body_name` says who it is."""

    body: Line = ""
    body_name: Line = ""
    asked_on: date
    channel: RequestChannel
    protocol: Line = ""
    what: Written


class AnswerForm(FormModel):
    outcome: RequestOutcome
    reason: Written
    removed: Text = ""
    stays: Text = ""
    sent_as: Line = ""
