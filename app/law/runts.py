"""The national register of the third sector (RUNTS): sections, and the form of what is declared.

The check is of form only; whether a body is registered is read in the register's extract,
informs a person's decision and never rejects by itself.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from app.law.decisions import Decision, Refusal
from app.law.sources import CTS_4, CTS_46
from app.law.words import day_in_words

_NUMBER_DIGITS: Final = 9


@dataclass(frozen=True, slots=True)
class RuntsSection:
    """One section of the register; ``prefix`` is how its name begins, normalised."""

    letter: str
    name: str
    prefix: str

    @property
    def label(self) -> str:
        """Return ``b) associazioni di promozione sociale``."""
        return f"{self.letter}) {self.name}"


RUNTS_SECTIONS: Final[Mapping[str, RuntsSection]] = MappingProxyType(
    {
        section.letter: section
        for section in (
            RuntsSection("a", "organizzazioni di volontariato", "ORGANIZZAZIONI DI VOLONTARIATO"),
            RuntsSection(
                "b", "associazioni di promozione sociale", "ASSOCIAZIONI DI PROMOZIONE SOCIALE"
            ),
            RuntsSection("c", "enti filantropici", "ENTI FILANTROPICI"),
            RuntsSection("d", "imprese sociali, incluse le cooperative sociali", "IMPRESE SOCIALI"),
            RuntsSection("e", "reti associative", "RETI ASSOCIATIVE"),
            RuntsSection("f", "società di mutuo soccorso", "SOCIETA DI MUTUO SOCCORSO"),
            RuntsSection("g", "altri enti del Terzo settore", "ALTRI ENTI DEL TERZO SETTORE"),
        )
    }
)
"""The seven sections by letter (CTS, art. 46)."""


def parse_section(text: str) -> str | None:
    """Return the letter a–g of a section written as a letter or spelled out, or None.

    Case, accents, apostrophes and double spaces do not matter:
    ``SOCIETA' DI MUTUO SOCCORSO`` and ``Società di mutuo soccorso`` are both ``f``.
    """
    plain = unicodedata.normalize("NFKD", text)
    kept = "".join(
        sign if sign.isascii() and sign.isalnum() else " "
        for sign in plain
        if not unicodedata.combining(sign) and sign not in "'’`´"
    )
    words = " ".join(kept.upper().split())
    letter = words.removeprefix("SEZIONE ").lower()
    if letter in RUNTS_SECTIONS:
        return letter
    for section in RUNTS_SECTIONS.values():
        if words.removeprefix(f"{section.letter.upper()} ").startswith(section.prefix):
            return section.letter
    return None


def parse_number(text: str) -> int | None:
    """Return the *repertorio* as an integer, dots and spaces dropped, or None if it is not one."""
    digits = "".join(text.replace(".", "").split())
    if not digits.isascii() or not digits.isdigit() or len(digits) > _NUMBER_DIGITS:
        return None
    return int(digits) or None


def check_runts(number: str, section: str, registered: date | None, *, today: date) -> Decision:
    """Check the form of a declared registration: number, section, date (days in Rome).

    Field names of the refusals: ``runts_number``, ``runts_section``, ``runts_date``.
    """
    refusals: list[Refusal] = []
    if parse_number(number) is None:
        refusals.append(
            Refusal(
                "runts_number",
                "Il numero di repertorio del RUNTS è un numero intero.",
                "Copiatelo dalla vostra iscrizione al registro, senza altre lettere o segni.",
                CTS_4,
            )
        )
    if parse_section(section) is None:
        refusals.append(
            Refusal(
                "runts_section",
                "La sezione del RUNTS è una delle sette, dalla a) alla g).",
                "Scegliete la sezione nella quale siete iscritti.",
                CTS_46,
            )
        )
    if registered is None or registered > today:
        told = "manca" if registered is None else f"è nel futuro: {day_in_words(registered)}"
        refusals.append(
            Refusal(
                "runts_date",
                f"La data di iscrizione al RUNTS {told}.",
                "Scrivete il giorno dell'iscrizione, come risulta dal registro.",
                CTS_4,
            )
        )
    return Decision(tuple(refusals))
