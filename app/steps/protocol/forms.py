"""What the office asks of the protocol's page."""

from datetime import date
from typing import Annotated

from pydantic import StringConstraints

from app.core.text import Line
from app.core.web.forms import FormModel
from app.steps.protocol.reading import MAX_PROTOCOL


class PackForm(FormModel):
    """`everything` takes also those that have a number already."""

    everything: bool = False


class ReturnForm(FormModel):
    """The file comes beside it."""


class OneNumberForm(FormModel):
    """`number` is that of the register, `12/2025`; `day` is in Rome."""

    number: Line
    protocol: Annotated[Line, StringConstraints(max_length=MAX_PROTOCOL)]
    day: date
