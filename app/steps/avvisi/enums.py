"""How an avviso stands for who reads it."""

from enum import StrEnum


class AvvisoState(StrEnum):
    """Derived from its acts, its procedure and the clock; never stored."""

    UNPUBLISHED = "unpublished"
    OPEN = "open"
    CLOSED = "closed"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"

    @property
    def label(self) -> str:
        return {
            "unpublished": "Non ancora pubblicato",
            "open": "Aperto",
            "closed": "Chiuso",
            "suspended": "Sospeso",
            "revoked": "Revocato",
            "superseded": "Non più in vigore",
        }[self.value]

    @property
    def tone(self) -> str:
        """The colour of its chip."""
        return {
            "open": "success",
            "suspended": "warning",
            "superseded": "warning",
            "revoked": "danger",
        }.get(self.value, "neutral")


class OwnKind(StrEnum):
    """What the office may word itself in the form of the domanda."""

    DOCUMENTS = "documenti"
    DECLARATIONS = "dichiarazioni"
