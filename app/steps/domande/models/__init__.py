"""Tables of this room; other rooms import from here."""

from app.steps.domande.models.domanda import (
    Domanda,
    DomandaFile,
    DomandaPart,
    DomandaTavolo,
    LateAttempt,
)
from app.steps.domande.models.member import DomandaMember
from app.steps.domande.models.signature import SignatureCheck

__all__ = [
    "Domanda",
    "DomandaFile",
    "DomandaMember",
    "DomandaPart",
    "DomandaTavolo",
    "LateAttempt",
    "SignatureCheck",
]
