"""Tables of this room; other rooms import from here."""

from app.steps.domande.models.domanda import (
    Domanda,
    DomandaFile,
    DomandaPart,
    DomandaTavolo,
    LateAttempt,
)
from app.steps.domande.models.receipt import DomandaReceipt

__all__ = [
    "Domanda",
    "DomandaFile",
    "DomandaPart",
    "DomandaReceipt",
    "DomandaTavolo",
    "LateAttempt",
]
