"""When a domanda was compared with the national register."""

from enum import StrEnum


class Occasion(StrEnum):
    ARRIVAL = "arrival"
    ADMISSION = "admission"
    OFFICE = "office"

    @property
    def label(self) -> str:
        return {
            "arrival": "all'arrivo della domanda",
            "admission": "con la pubblicazione dell'elenco",
            "office": "chiesto dall'ufficio",
        }[self.value]
