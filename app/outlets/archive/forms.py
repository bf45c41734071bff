"""The presses of the fascicolo's page."""

from enum import StrEnum

from app.core.web.forms import FormModel


class FascicoloKind(StrEnum):
    WHOLE = "completo"
    REDACTED = "pubblicazione"


class AskForm(FormModel):
    kind: FascicoloKind


class RemoveForm(FormModel):
    """Only its button."""
