"""What a proof of publication bears witness to."""

from enum import StrEnum


class ProofMoment(StrEnum):
    """`PUBLISHED` and `CHANGED` begin a span of publication, `WITHDRAWN` ends the last one."""

    PUBLISHED = "published"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return {
            "published": "pubblicato",
            "changed": "aggiornato",
            "withdrawn": "ritirato",
        }[self.value]
