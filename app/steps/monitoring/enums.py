"""What an indicator's figures are, which way it improves, and the states around an account."""

from enum import StrEnum


class Direction(StrEnum):
    """Which way an indicator goes when things get better."""

    HIGHER = "higher"
    LOWER = "lower"

    @property
    def label(self) -> str:
        return {"higher": "meglio se cresce", "lower": "meglio se cala"}[self.value]


class FigureKind(StrEnum):
    BASELINE = "baseline"
    VALUE = "value"
    TARGET = "target"

    @property
    def label(self) -> str:
        return {"baseline": "partenza", "value": "valore", "target": "obiettivo"}[self.value]


class ImportState(StrEnum):
    TRIED = "tried"
    CONFIRMED = "confirmed"

    @property
    def label(self) -> str:
        return {"tried": "in prova, non ancora confermata", "confirmed": "confermata"}[self.value]


class AccountState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"

    @property
    def label(self) -> str:
        return {"draft": "BOZZA — non ancora pubblicato", "published": "pubblicato"}[self.value]


class InvitationState(StrEnum):
    """Derived from the instants of an invitation, never stored."""

    OPEN = "open"
    EXPIRED = "expired"
    REVOKED = "revoked"
    GIVEN = "given"

    @property
    def label(self) -> str:
        return {
            "open": "in attesa della lettura",
            "expired": "collegamento scaduto",
            "revoked": "invito revocato",
            "given": "lettura ricevuta",
        }[self.value]

    @property
    def tone(self) -> str:
        """The tone of its chip."""
        return {"open": "info", "expired": "warning", "revoked": "neutral", "given": "success"}[
            self.value
        ]
