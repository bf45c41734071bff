"""What only the organs read of the final report, and what happens to what said too much."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.law.sources import DLGS33_7BIS_4, DM72_2_VERBALI, DM72_6, LR65_10_E, Source

TAKEN_BACK: Final = (
    "Può contenere parole di un contributo che ora si pubblica con omissis o non si pubblica più. "
    "Segue una nuova versione."
)
"""Why a published document that repeats contributions leaves the site when words of one of them
are public no more, until a new version is made (D.lgs. 33/2013, art. 7-bis c. 4)."""


class Reserved(StrEnum):
    """The kinds of things that stay in the complete edition."""

    NOTES = "notes"
    WITHHELD = "withheld"
    MODERATION = "moderation"
    VERBALI = "verbali"
    FILES = "files"


@dataclass(frozen=True, slots=True)
class ReservedRule:
    """What is reserved, why, and the rule that says so."""

    what: Reserved
    label: str
    why: str
    source: Source


RESERVED = (
    ReservedRule(
        Reserved.NOTES,
        "Le note riservate scritte sezione per sezione",
        "Il responsabile le rivolge agli organi che decidono.",
        LR65_10_E,
    ),
    ReservedRule(
        Reserved.WITHHELD,
        "Chi ha presentato un contributo non pubblicato, di che tipo e per quale laboratorio",
        "Di esso sono pubblici numero, tavolo ed esito: il resto direbbe di chi e di che cosa è.",
        DLGS33_7BIS_4,
    ),
    ReservedRule(
        Reserved.MODERATION,
        "Perché un contributo non è pubblicato, o lo è con omissis",
        "La ragione può dire ciò che si è voluto togliere.",
        DLGS33_7BIS_4,
    ),
    ReservedRule(
        Reserved.VERBALI,
        "Sintesi e posizioni dei verbali non ancora pubblicati",
        "Si pubblicano con il loro verbale.",
        DM72_2_VERBALI,
    ),
    ReservedRule(
        Reserved.FILES,
        "I nomi dei file che non sono pubblicati",
        "Si pubblicano con il contributo che li porta; l'impronta basta a riconoscerli.",
        DM72_6,
    ),
)
