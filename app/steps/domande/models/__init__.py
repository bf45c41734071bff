"""Tables of this room; other rooms import from here."""

from app.steps.domande.models.draft import (
    Domanda,
    DomandaFile,
    DomandaPart,
    DomandaTavolo,
    LateAttempt,
    NumberSequence,
)
from app.steps.domande.models.examination import Admission, Completion, Decision

__all__ = [
    "Admission",
    "Completion",
    "Decision",
    "Domanda",
    "DomandaFile",
    "DomandaPart",
    "DomandaTavolo",
    "LateAttempt",
    "NumberSequence",
]
