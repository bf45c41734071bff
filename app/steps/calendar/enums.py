"""Kinds of meeting, and what a laboratory is to define."""

from enum import StrEnum


class MeetingKind(StrEnum):
    TEAM = "team"
    INFORMATION = "information"
    LABORATORY = "laboratory"
    RESTITUTION = "restitution"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            "team": "gruppo di lavoro",
            "information": "incontro informativo",
            "laboratory": "laboratorio",
            "restitution": "incontro di restituzione",
            "other": "altro incontro",
        }[self.value]


class LaboratoryKind(StrEnum):
    """What the contributions of a laboratory define."""

    NEED = "need"
    OBJECTIVE = "objective"
    INTERVENTION = "intervention"

    @property
    def label(self) -> str:
        return {
            "need": "i bisogni",
            "objective": "gli obiettivi",
            "intervention": "gli interventi e le priorità",
        }[self.value]
