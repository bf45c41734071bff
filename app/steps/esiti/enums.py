"""The two steps of an esito, its outcomes and states."""

from enum import StrEnum

from app.law.phases import Phase

BEFORE = frozenset({Phase.LABORATORIES, Phase.SYNTHESIS})
"""Phases in which esiti are drafts."""
AFTER = frozenset({Phase.RESTITUTION, Phase.CONCLUDED})
"""Phases in which what is written is added to the published ones."""


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

    def counted(self, total: int) -> str:
        """The number of contributions that have it, in words that agree with it."""
        plural = {
            "proposed": "proposti all'organo",
            "proposed_in_part": "proposti in parte",
            "already_provided": "già previsti",
            "referred_to_codesign": "rinviati alla co-progettazione",
            "passed_on": "trasmessi ad altro ente",
            "not_proposed": "non proposti",
            "taken_up": "accolti",
            "taken_up_in_part": "accolti in parte",
            "not_taken_up": "non accolti",
        }
        return self.label if total == 1 else plural.get(self.value, self.label)

    @property
    def meaning(self) -> str:
        """What it means, in plain words."""
        return {
            "proposed": "L'ufficio chiede all'organo di metterlo nel piano.",
            "proposed_in_part": "L'ufficio chiede all'organo di mettere nel piano una sua parte.",
            "already_provided": "C'è già, o è già deciso che ci sarà.",
            "referred_to_codesign": "Come farlo si decide insieme, nella co-progettazione.",
            "passed_on": "Può deciderlo un altro ente: gli è stato mandato.",
            "outside_object": "Parla d'altro rispetto a ciò di cui si occupava questo percorso.",
            "not_proposed": "L'ufficio non lo porta all'organo, e dice perché.",
            "taken_up": "È nel piano.",
            "taken_up_in_part": "Una sua parte è nel piano.",
            "not_taken_up": "L'organo non lo ha messo nel piano.",
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


class Want(StrEnum):
    """What a list of the office is narrowed to, beside the outcomes."""

    MISSING = "missing"
    CONFLICT = "conflict"
    BLANK = "blank"
    OWED = "owed"
    INHERITED = "inherited"
    OWN = "own"

    @property
    def label(self) -> str:
        return {
            "missing": "senza esito",
            "conflict": "nodi in disaccordo",
            "blank": "senza ragione",
            "owed": "promessa una risposta propria",
            "inherited": "ereditato da un nodo",
            "own": "esito proprio",
        }[self.value]


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
