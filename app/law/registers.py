"""Where the documents of a procedure are published besides our own pages."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from typing import Final

from app.law.decisions import ALLOWED, Decision, Refusal
from app.law.sources import DLGS33_8, L69_32, LR65_10_F, Source


class RegisterPlace(StrEnum):
    """A register of the authority: the *albo pretorio*, *Amministrazione trasparente*, another."""

    ALBO = "albo"
    TRANSPARENCY = "transparency"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The place in Italian."""
        return _LABELS[self]

    @property
    def source(self) -> Source:
        """The rule for which a document stands there."""
        return _SOURCES[self]


_LABELS: Final = {
    RegisterPlace.ALBO: "albo pretorio",
    RegisterPlace.TRANSPARENCY: "Amministrazione trasparente",
    RegisterPlace.OTHER: "altra pagina dell'amministrazione",
}
_SOURCES: Final = {
    RegisterPlace.ALBO: L69_32,
    RegisterPlace.TRANSPARENCY: DLGS33_8,
    RegisterPlace.OTHER: LR65_10_F,
}
# Slots that hold acts with effects towards others; minutes are published, not on the albo.
_ON_THE_ALBO: Final = frozenset({"start_act", "avviso", "board", "admitted", "final_document"})


def registers_due(slot: str) -> tuple[RegisterPlace, ...]:
    """Return where a document of ``slot`` (a code of ``publication``) is due.

    Every act of the procedure stands on the authority's site (LR 65/2020, art. 10 c. 1 lett. f);
    what has legal publicity, on its albo (L. 69/2009, art. 32).
    """
    if slot in _ON_THE_ALBO:
        return (RegisterPlace.ALBO, RegisterPlace.TRANSPARENCY)
    return (RegisterPlace.TRANSPARENCY,)


def registers_missing(slot: str, recorded: Collection[RegisterPlace]) -> tuple[RegisterPlace, ...]:
    """Return what is due for ``slot`` and is not among ``recorded``."""
    return tuple(place for place in registers_due(slot) if place not in recorded)


def check_record(
    *, link: str, number: str, begins: date | None, ends: date | None, why_not: str
) -> Decision:
    """Decide whether a note of publication on a register says enough; days are in Rome.

    Either why the document does not stand there, or where and from when it does.
    """
    if why_not:
        if link or number or begins or ends:
            return _refused(
                "why_not",
                "Avete scritto sia dove è pubblicato sia perché non lo è.",
                "Lasciate una delle due cose.",
            )
        return ALLOWED
    if not begins:
        return _refused("begins", "Manca il giorno della pubblicazione.", "Scrivete da quando.")
    if not link and not number:
        return _refused(
            "link",
            "Manca dove si trova.",
            "Scrivete l'indirizzo della pagina, o il numero di pubblicazione.",
        )
    if ends and ends < begins:
        return _refused("ends", "Finirebbe prima di cominciare.", "Controllate i due giorni.")
    return ALLOWED


def _refused(field: str, reason: str, remedy: str) -> Decision:
    return Decision((Refusal(field, reason, remedy, LR65_10_F),))
