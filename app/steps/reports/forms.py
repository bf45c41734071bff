"""What is typed about the report."""

from datetime import date

from app.core.text import Line, Text
from app.core.web.forms import FormModel
from app.steps.reports.enums import Annexing


class PartForm(FormModel):
    text: Text = ""
    reserved: Text = ""


class AnnexingForm(FormModel):
    annexing: Annexing


class SendingForm(FormModel):
    organ: Line
    sent_on: date
    way: Line = ""
    protocol: Line = ""


class PressForm(FormModel):
    """Nothing to type: the press of the button is the act."""
