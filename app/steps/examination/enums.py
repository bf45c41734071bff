"""What the examination can say of a domanda, and how its requests end."""

from enum import StrEnum

from app.steps.domande.enums import ExaminationState

# What an act of admission says of a domanda; the first two sit at the tavoli.
TAKES_PART = (ExaminationState.ADMITTED, ExaminationState.ADMITTED_WITH_RESERVATION)
DECIDED = (*TAKES_PART, ExaminationState.NOT_ADMITTED)
SETTLED = (ExaminationState.ADMITTED, ExaminationState.NOT_ADMITTED)


class CompletionOutcome(StrEnum):
    """How the office closes a request to complete a domanda."""

    ACCEPTED = "accepted"
    INSUFFICIENT = "insufficient"

    @property
    def label(self) -> str:
        return {"accepted": "integrazione accolta", "insufficient": "integrazione insufficiente"}[
            self.value
        ]
