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
