"""The presses of the removal's pages."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from app.core.text import clean_line
from app.core.web.forms import FormModel


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
