"""Kinds, moments and states of a contribution, with the table of its moves."""

from enum import StrEnum

from app.law.phases import Phase


class ContributionKind(StrEnum):
    NEED = "need"
    OFFER = "offer"
    OBJECTIVE = "objective"
    INTERVENTION = "intervention"

    @property
    def label(self) -> str:
        return {
            "need": "bisogno",
            "offer": "offerta già presente",
            "objective": "obiettivo",
            "intervention": "intervento o priorità",
        }[self.value]


class Moment(StrEnum):
    """When it was sent, beside the laboratory it is for."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"

    @property
    def label(self) -> str:
        return {
            "before": "prima del laboratorio",
            "during": "durante il laboratorio",
            "after": "dopo il laboratorio",
        }[self.value]


class ContributionState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    PUBLISHED = "published"
    REDACTED = "redacted"
    WITHHELD = "withheld"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return {
            "draft": "BOZZA — non ancora inviato",
            "submitted": "da esaminare",
            "sent_back": "rimandato all'ente",
            "published": "pubblicato",
            "redacted": "pubblicato con omissis",
            "withheld": "non pubblicato",
            "withdrawn": "ritirato",
        }[self.value]

    @property
    def tone(self) -> str:
        """The tone of its chip."""
        return {
            "draft": "warning",
            "submitted": "info",
            "sent_back": "warning",
            "published": "success",
            "redacted": "success",
            "withheld": "danger",
            "withdrawn": "neutral",
        }[self.value]


_S = ContributionState

PUBLIC = frozenset({_S.PUBLISHED, _S.REDACTED})
"""States in which anyone reads it."""
FILED = frozenset(_S) - {_S.DRAFT}
"""States that the office sees."""
UNMODERATED = frozenset({_S.SUBMITTED, _S.SENT_BACK})
"""States that still wait for the office's decision or for the body's correction."""
FOR_SYNTHESIS = PUBLIC | {_S.WITHHELD}
"""States that need an esito."""
COLLECTING = frozenset({Phase.OPEN, Phase.LABORATORIES})
"""Phases of a procedure in which contributions come in, from bodies that have a seat."""

MOVES: dict[ContributionState, frozenset[ContributionState]] = {
    _S.DRAFT: frozenset({_S.SUBMITTED}),
    _S.SUBMITTED: frozenset({_S.PUBLISHED, _S.REDACTED, _S.SENT_BACK, _S.WITHHELD, _S.WITHDRAWN}),
    _S.SENT_BACK: frozenset({_S.PUBLISHED, _S.REDACTED, _S.WITHHELD, _S.WITHDRAWN}),
    _S.PUBLISHED: frozenset({_S.REDACTED, _S.WITHHELD}),
    _S.REDACTED: frozenset({_S.REDACTED, _S.PUBLISHED, _S.WITHHELD}),
    _S.WITHHELD: frozenset({_S.PUBLISHED, _S.REDACTED}),
    _S.WITHDRAWN: frozenset(),
}
"""From each state, where it may go. What is not here does not happen."""
