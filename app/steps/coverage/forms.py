"""What the office types about a link."""

from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from app.core.text import Line, clean_line
from app.core.web.forms import FormModel

Why = Annotated[str, StringConstraints(max_length=500), AfterValidator(clean_line)]


class LinkForm(FormModel):
    """`other` is an item or a node: its public id, or words that begin with its code."""

    other: Line
    why: Why


class UnlinkForm(FormModel):
    why: Why


class PressForm(FormModel):
    """Nothing to type."""
