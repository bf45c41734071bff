"""Where the making of a fascicolo stands."""

from enum import StrEnum


class FascicoloState(StrEnum):
    WAITING = "waiting"
    BUILDING = "building"
    READY = "ready"
    FAILED = "failed"
    REMOVED = "removed"

    @property
    def label(self) -> str:
        return {
            "waiting": "in attesa",
            "building": "in preparazione",
            "ready": "pronto",
            "failed": "non riuscito",
            "removed": "rimosso",
        }[self.value]

    @property
    def tone(self) -> str:
        return {"ready": "success", "failed": "danger", "removed": "neutral"}.get(
            self.value, "info"
        )


RUNNING = (FascicoloState.WAITING, FascicoloState.BUILDING)
