"""States of an istanza and of the bodies that sign it."""

from enum import StrEnum


class IstanzaState(StrEnum):
    DRAFT = "draft"
    PRESENTED = "presented"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return {
            "draft": "bozza",
            "presented": "in attesa di risposta",
            "accepted": "accolta",
            "refused": "non accolta",
            "withdrawn": "ritirata",
        }[self.value]

    @property
    def tone(self) -> str:
        """The colour of its chip."""
        return {
            "draft": "neutral",
            "presented": "info",
            "accepted": "success",
            "refused": "warning",
            "withdrawn": "neutral",
        }[self.value]


PUBLIC = frozenset(IstanzaState) - {IstanzaState.DRAFT}
"""What anyone may know of; a draft is its bodies' own."""
