"""States of an extract of the register."""

from enum import StrEnum


class ExtractState(StrEnum):
    WAITING = "waiting"
    READING = "reading"
    CURRENT = "current"
    PREVIOUS = "previous"
    RETIRED = "retired"
    FAILED = "failed"

    @property
    def label(self) -> str:
        return {
            "waiting": "in attesa di lettura",
            "reading": "in lettura",
            "current": "in uso",
            "previous": "precedente",
            "retired": "superato: restano data e impronta",
            "failed": "non importato",
        }[self.value]


UNDER_WAY = (ExtractState.WAITING, ExtractState.READING)
