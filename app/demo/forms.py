"""What is chosen on the demonstration's page."""

from datetime import datetime

from app.core.text import Line
from app.core.web.forms import FormModel


class BecomeForm(FormModel):
    person: Line


class MoveClockForm(FormModel):
    """`instant` is a wall time in Rome, as a date-time field gives it."""

    instant: datetime | None = None
