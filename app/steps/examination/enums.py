"""What the examination can say of a domanda, who says it, and how its requests end."""

from enum import StrEnum

from app.steps.domande.enums import ExaminationState

# What an act of admission says of a domanda; the first two sit at the tavoli.
TAKES_PART = (ExaminationState.ADMITTED, ExaminationState.ADMITTED_WITH_RESERVATION)
REFUSED = (ExaminationState.NOT_ADMITTED, ExaminationState.OUT_OF_TIME)
DECIDED = (*TAKES_PART, *REFUSED)
SETTLED = (ExaminationState.ADMITTED, *REFUSED)


class CompletionOutcome(StrEnum):
    """How the office closes a request to complete a domanda."""

    ACCEPTED = "accepted"
    INSUFFICIENT = "insufficient"

    @property
    def label(self) -> str:
        return {"accepted": "integrazione accolta", "insufficient": "integrazione insufficiente"}[
            self.value
        ]


class MemberRole(StrEnum):
    """What a person is in the board that examines."""

    CHAIR = "chair"
    MEMBER = "member"
    SECRETARY = "secretary"

    @property
    def label(self) -> str:
        return {"chair": "presidente", "member": "componente", "secretary": "segretario"}[
            self.value
        ]


class CheckMark(StrEnum):
    """What an examiner says of one line of the checklist."""

    RIGHT = "right"
    WRONG = "wrong"
    NOT_DUE = "not_due"

    @property
    def label(self) -> str:
        return {"right": "a posto", "wrong": "non va", "not_due": "non serve qui"}[self.value]


class MinutesState(StrEnum):
    """A verbale of the examination: written, sealed, on the site."""

    DRAFT = "draft"
    APPROVED = "approved"
    PUBLISHED = "published"

    @property
    def label(self) -> str:
        return {"draft": "bozza", "approved": "approvato", "published": "pubblicato"}[self.value]
