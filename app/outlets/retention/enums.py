"""Where a list of what is due stands, and each of its lines."""

from enum import StrEnum


class ListState(StrEnum):
    OPEN = "open"
    CONFIRMED = "confirmed"
    DONE = "done"

    @property
    def label(self) -> str:
        return {"open": "da confermare", "confirmed": "in rimozione", "done": "conclusa"}[
            self.value
        ]

    @property
    def tone(self) -> str:
        return {"open": "warning", "confirmed": "info", "done": "success"}[self.value]


class ItemState(StrEnum):
    """`KEPT`: a person said to keep it, and why. `NO_LONGER`: it was not due any more."""

    LISTED = "listed"
    KEPT = "kept"
    REMOVED = "removed"
    NO_LONGER = "no_longer"

    @property
    def label(self) -> str:
        return {
            "listed": "da rimuovere",
            "kept": "trattenuto",
            "removed": "rimosso",
            "no_longer": "non più scaduto",
        }[self.value]


class RequestChannel(StrEnum):
    """How a request to remove data arrived."""

    PEC = "pec"
    EMAIL = "email"
    PAPER = "paper"
    SPOKEN = "spoken"

    @property
    def label(self) -> str:
        return {"pec": "PEC", "email": "e-mail", "paper": "carta", "spoken": "a voce"}[self.value]


class RequestOutcome(StrEnum):
    GRANTED = "granted"
    IN_PART = "in_part"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        return {
            "granted": "accolta",
            "in_part": "accolta in parte",
            "refused": "non accolta",
        }[self.value]

    @property
    def tone(self) -> str:
        return {"granted": "success", "in_part": "info", "refused": "neutral"}[self.value]
