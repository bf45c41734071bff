"""The presses of the desk."""

from app.core.web.forms import FormModel
from app.law.phases import Phase


class StepForm(FormModel):
    target: Phase
