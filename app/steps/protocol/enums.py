"""How far a pack for the protocol is, and what became of numbers that came back."""

from enum import StrEnum


class PackState(StrEnum):
    WAITING = "waiting"
    READY = "ready"
    FAILED = "failed"

    @property
    def label(self) -> str:
        return {"waiting": "in preparazione", "ready": "pronto", "failed": "non riuscito"}[
            self.value
        ]


class ReturnState(StrEnum):
    """SHOWN is a preview: nothing was written yet."""

    SHOWN = "shown"
    RECORDED = "recorded"
    DISCARDED = "discarded"

    @property
    def label(self) -> str:
        return {
            "shown": "da confermare",
            "recorded": "registrati",
            "discarded": "scartati",
        }[self.value]
