"""The phases of a procedure and who may move it."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Phase(StrEnum):
    """Where a procedure stands (DM 72/2021 § 2; LR 65/2020, art. 10)."""

    DRAFT = "draft"
    STARTED = "started"
    OPEN = "open"
    LABORATORIES = "laboratories"
    SYNTHESIS = "synthesis"
    RESTITUTION = "restitution"
    CONCLUDED = "concluded"
    ARCHIVED = "archived"
    SUSPENDED = "suspended"
    REVOKED = "revoked"

    @property
    def label(self) -> str:
        """The phase in Italian."""
        return _PHASE_LABELS[self]


_PHASE_LABELS: Final = {
    Phase.DRAFT: "In preparazione",
    Phase.STARTED: "Avviato",
    Phase.OPEN: "Avviso pubblicato",
    Phase.LABORATORIES: "Laboratori",
    Phase.SYNTHESIS: "Sintesi",
    Phase.RESTITUTION: "Restituzione",
    Phase.CONCLUDED: "Concluso",
    Phase.ARCHIVED: "Archiviato",
    Phase.SUSPENDED: "Sospeso",
    Phase.REVOKED: "Revocato",
}

MAIN_PATH: Final = (
    Phase.DRAFT,
    Phase.STARTED,
    Phase.OPEN,
    Phase.LABORATORIES,
    Phase.SYNTHESIS,
    Phase.RESTITUTION,
    Phase.CONCLUDED,
    Phase.ARCHIVED,
)
"""The phases in order, when nothing suspends or revokes the procedure."""

IN_PROGRESS: Final = frozenset(MAIN_PATH[1:6])
"""Phases in which a procedure is under way and may be suspended or revoked."""

ENDED: Final = frozenset({Phase.CONCLUDED, Phase.ARCHIVED, Phase.REVOKED})
"""Phases in which nobody is waiting for anything more from the participants."""


class Who(StrEnum):
    """Who makes a step, on the act of whoever is competent."""

    OFFICE = "office"
    RESPONSIBLE_OFFICER = "responsible_officer"

    @property
    def label(self) -> str:
        """The role in Italian."""
        return _WHO_LABELS[self]


_WHO_LABELS: Final = {
    Who.OFFICE: "Ufficio di Piano",
    Who.RESPONSIBLE_OFFICER: "Responsabile del procedimento",
}
