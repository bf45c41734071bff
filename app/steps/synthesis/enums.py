"""Kinds of shared node and the steps that its history records."""

from enum import StrEnum

from app.law.phases import Phase

WRITABLE = frozenset({Phase.LABORATORIES, Phase.SYNTHESIS})
"""Phases in which the synthesis is written: afterwards it is published as it stands."""
PUBLISHED = frozenset({Phase.RESTITUTION, Phase.CONCLUDED, Phase.ARCHIVED})
"""Phases in which the synthesis is public, with the esiti."""


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
    MERGED = "merged"
    SPLIT = "split"
    MOVED = "moved"
    MOVED_UNDER = "moved_under"
    ASSESSED = "assessed"
    SOURCE_CHANGED = "source_changed"
    REREAD = "reread"

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
            "merged": "unito ad altri nodi",
            "split": "diviso in due",
            "moved": "contributi spostati in un altro nodo",
            "moved_under": "spostato sotto un altro nodo",
            "assessed": "valutato dall'ufficio",
            "source_changed": "un suo contributo non si legge più come prima",
            "reread": "riletto",
        }[self.value]


WHOLE = frozenset({Step.MERGED, Step.SPLIT, Step.MOVED, Step.MOVED_UNDER})
"""Steps made of parts: they name what was meant, the parts did it."""
NOTES = frozenset({Step.SOURCE_CHANGED, Step.REREAD})
"""Steps that change nothing in a node: there is nothing to undo in them."""
