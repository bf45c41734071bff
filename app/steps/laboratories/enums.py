"""States of attendance and of a verbale."""

from enum import StrEnum


class AttendanceStatus(StrEnum):
    PRESENT = "present"
    LEFT = "left"
    ABSENT = "absent"
    EXCUSED = "excused"

    @property
    def label(self) -> str:
        return {
            "present": "presente",
            "left": "uscito prima della fine",
            "absent": "assente",
            "excused": "assente giustificato",
        }[self.value]


WAS_THERE = frozenset({AttendanceStatus.PRESENT, AttendanceStatus.LEFT})


class VerbaleState(StrEnum):
    DRAFT = "draft"
    APPROVED = "approved"
    PUBLISHED = "published"

    @property
    def label(self) -> str:
        return {"draft": "bozza", "approved": "approvato", "published": "pubblicato"}[self.value]


SEALED = frozenset({VerbaleState.APPROVED, VerbaleState.PUBLISHED})


class VerbaleOutcome(StrEnum):
    """A verbale carries one of the two, never both (DM 72/2021 § 2)."""

    UNITARY = "unitary"
    POSITIONS = "positions"

    @property
    def label(self) -> str:
        return {"unitary": "proposta unitaria", "positions": "posizioni distinte"}[self.value]
