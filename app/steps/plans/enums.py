"""Levels and states of the plan's items, and the kinds of act on its way to approval."""

from enum import StrEnum

from app.law.phases import Phase

CLOSED = frozenset({Phase.ARCHIVED, Phase.REVOKED})
"""Phases in which the plan is not written any more; it outlives the end of the procedure."""


class Level(StrEnum):
    """From the top of the tree: an objective holds programmes, a programme activities."""

    OBJECTIVE = "objective"
    PROGRAMME = "programme"
    ACTIVITY = "activity"

    @property
    def label(self) -> str:
        return {
            "objective": "obiettivo",
            "programme": "programma",
            "activity": "attività",
        }[self.value]

    @property
    def plural(self) -> str:
        return {
            "objective": "Obiettivi",
            "programme": "Programmi",
            "activity": "Attività",
        }[self.value]

    @property
    def depth(self) -> int:
        """0 at the top."""
        return list(Level).index(self)


class ItemState(StrEnum):
    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"
    SUSPENDED = "suspended"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        return {
            "planned": "prevista",
            "under_way": "in corso",
            "done": "realizzata",
            "suspended": "sospesa",
            "dropped": "abbandonata",
        }[self.value]

    @property
    def tone(self) -> str:
        """The tone of its chip."""
        return {
            "planned": "neutral",
            "under_way": "info",
            "done": "success",
            "suspended": "warning",
            "dropped": "danger",
        }[self.value]


AWAITED = frozenset({ItemState.PLANNED, ItemState.UNDER_WAY, ItemState.SUSPENDED})
"""States of what is still to be done: past its due date it is overdue."""


class PlanActKind(StrEnum):
    """What an organ or a body does on the plan's way to approval."""

    AGREEMENT = "agreement"
    PROPOSAL = "proposal"
    OPINION = "opinion"
    ADOPTION = "adoption"
    APPROVAL = "approval"
    RATIFICATION = "ratification"
    TRANSMISSION = "transmission"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            "agreement": "intesa",
            "proposal": "proposta di piano",
            "opinion": "parere",
            "adoption": "adozione",
            "approval": "approvazione",
            "ratification": "recepimento",
            "transmission": "trasmissione",
            "other": "altro atto",
        }[self.value]
