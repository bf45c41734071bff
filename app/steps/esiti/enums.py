"""The two steps of an esito, its outcomes and states."""

from enum import StrEnum


class EsitoStep(StrEnum):
    """First the office proposes to the organ, then the organ decides."""

    PROPOSAL = "proposal"
    DECISION = "decision"

    @property
    def label(self) -> str:
        return {"proposal": "proposta all'organo", "decision": "decisione dell'organo"}[self.value]


class Outcome(StrEnum):
    PROPOSED = "proposed"
    PROPOSED_IN_PART = "proposed_in_part"
    ALREADY_PROVIDED = "already_provided"
    REFERRED_TO_CODESIGN = "referred_to_codesign"
    PASSED_ON = "passed_on"
    OUTSIDE_OBJECT = "outside_object"
    NOT_PROPOSED = "not_proposed"
    TAKEN_UP = "taken_up"
    TAKEN_UP_IN_PART = "taken_up_in_part"
    NOT_TAKEN_UP = "not_taken_up"

    @property
    def label(self) -> str:
        return {
            "proposed": "proposto all'organo",
            "proposed_in_part": "proposto in parte",
            "already_provided": "già previsto",
            "referred_to_codesign": "rinviato alla co-progettazione",
            "passed_on": "trasmesso ad altro ente",
            "outside_object": "fuori dall'oggetto",
            "not_proposed": "non proposto",
            "taken_up": "accolto",
            "taken_up_in_part": "accolto in parte",
            "not_taken_up": "non accolto",
        }[self.value]

    @property
    def tone(self) -> str:
        """The tone of its chip."""
        if self in {Outcome.PROPOSED, Outcome.TAKEN_UP, Outcome.ALREADY_PROVIDED}:
            return "success"
        if self in {Outcome.NOT_PROPOSED, Outcome.NOT_TAKEN_UP}:
            return "danger"
        return "neutral" if self is Outcome.OUTSIDE_OBJECT else "info"

    @property
    def step(self) -> EsitoStep:
        """The step in which it can be given."""
        return EsitoStep.DECISION if self in DECISIONS else EsitoStep.PROPOSAL


class Counted(StrEnum):
    """What a tally counts: the last proposal, the last decision, or the last of them all."""

    PROPOSAL = "proposal"
    DECISION = "decision"
    CURRENT = "current"


DECISIONS = (Outcome.TAKEN_UP, Outcome.TAKEN_UP_IN_PART, Outcome.NOT_TAKEN_UP)
PROPOSALS = tuple(outcome for outcome in Outcome if outcome not in DECISIONS)


class EsitoState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"

    @property
    def label(self) -> str:
        return {"draft": "BOZZA — non ancora pubblicato", "published": "pubblicato"}[self.value]
