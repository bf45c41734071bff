"""Kinds of shared node and the steps that its history records."""

from enum import StrEnum

from app.law.phases import Phase

WRITABLE = frozenset({Phase.LABORATORIES, Phase.SYNTHESIS})
"""Phases in which the synthesis is written: afterwards it is published as it stands."""


class NodeKind(StrEnum):
    NEED = "need"
    OBJECTIVE = "objective"
    INTERVENTION = "intervention"
    AREA = "area"

    @property
    def label(self) -> str:
        return {
            "need": "bisogno",
            "objective": "obiettivo",
            "intervention": "intervento",
            "area": "area di approfondimento o co-progettazione",
        }[self.value]

    @property
    def plural(self) -> str:
        return {
            "need": "Bisogni",
            "objective": "Obiettivi",
            "intervention": "Interventi e priorità",
            "area": "Aree di approfondimento o co-progettazione",
        }[self.value]

    @property
    def letter(self) -> str:
        """What its code begins with."""
        return {"need": "B", "objective": "O", "intervention": "I", "area": "A"}[self.value]


LINKS = frozenset(
    {
        (NodeKind.NEED, NodeKind.OBJECTIVE),
        (NodeKind.OBJECTIVE, NodeKind.INTERVENTION),
        (NodeKind.OBJECTIVE, NodeKind.AREA),
    }
)
"""From which kind to which a link goes. The order of kinds leaves no room for cycles."""


class Step(StrEnum):
    """What was done to a node."""

    MADE = "made"
    EDITED = "edited"
    JOINED = "joined"
    PARTED = "parted"
    LINKED = "linked"
    UNLINKED = "unlinked"
    REMOVED = "removed"
    RESTORED = "restored"

    @property
    def label(self) -> str:
        return {
            "made": "creato",
            "edited": "modificato",
            "joined": "contributi aggiunti",
            "parted": "contributi tolti",
            "linked": "collegato",
            "unlinked": "scollegato",
            "removed": "tolto",
            "restored": "ripristinato",
        }[self.value]
