"""What a body declares of its registration beside what the register's extract says of it.

It informs a person's decision and never rejects: the extract is a picture of one day, it holds
no state of a body, and names are written in many ways. Being in it means having been registered
on its date (CTS, artt. 45 and 46).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby
from typing import Final

from app.law.runts import RUNTS_SECTIONS, parse_number, parse_section
from app.law.words import day_in_words


class Finding(StrEnum):
    """One thing that the comparison says; several may stand together."""

    CONFIRMED = "confirmed"
    NUMBER = "number"
    SECTION = "section"
    NAME = "name"
    NOT_FOUND = "not_found"
    UNDECLARED = "undeclared"
    NOT_REGISTERED = "not_registered"
    OLD_EXTRACT = "old_extract"
    NO_EXTRACT = "no_extract"

    @property
    def label(self) -> str:
        return {
            "confirmed": "confermato",
            "number": "repertorio diverso",
            "section": "sezione diversa",
            "name": "denominazione diversa",
            "not_found": "non trovato nell'estratto",
            "undeclared": "iscritto, ma non lo dichiara",
            "not_registered": "non dichiara un'iscrizione",
            "old_extract": "estratto vecchio",
            "no_extract": "nessun estratto caricato",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Declared:
    """What a body says of itself; `number` and `section` may be empty where nobody asked."""

    tax_code: str
    name: str
    registered: bool
    number: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class Registered:
    """What the extract says of a tax code; `section` is a letter."""

    name: str
    number: int
    section: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One finding in plain words."""

    finding: Finding
    words: str


_FORMS: Final = tuple(
    tuple(words.split())
    for words in (
        "organizzazione di volontariato", "associazione di promozione sociale",
        "ente del terzo settore", "ente di terzo settore", "ente filantropico", "impresa sociale",
        "societa cooperativa sociale", "cooperativa sociale", "societa cooperativa", "soc coop soc",
        "soc coop", "coop soc", "societa di mutuo soccorso", "odv", "aps", "ets", "onlus", "oodv",
        "scs", "scsd", "srl", "scarl", "arl", "a responsabilita limitata", "asd",
    )
)  # fmt: skip
"""Legal forms that names carry or leave out; longer ones first."""

_INITIALS: Final = frozenset({"odv", "aps", "ets", "scs", "srl", "asd"})

_APOSTROPHES: Final = re.compile("['’‘`´ʼ]")


def name_key(name: str) -> str:
    """What two spellings of one name share: no case, accents, signs, spaces, nor legal form.

    A name that is nothing but its legal form keeps it.
    """
    bare = unicodedata.normalize("NFKD", _APOSTROPHES.sub(" ", name).casefold())
    kept = "".join(sign for sign in bare if not unicodedata.combining(sign))
    words = _joined_letters(re.findall(r"[^\W_]+", kept.replace("&", " e ")))
    return "".join(_without_forms(words)) or "".join(words)


def same_name(one: str, other: str) -> bool:
    """Whether two spellings name the same body, as far as writing goes."""
    return name_key(one) == name_key(other)


def _joined_letters(words: list[str]) -> list[str]:
    """`o d v` is `odv`: letters standing alone were divided by dots; `è a p s` ends with `aps`."""
    joined: list[str] = []
    for alone, run in groupby(words, lambda word: len(word) == 1):
        letters = list(run)
        if not alone:
            joined += letters
            continue
        form = "".join(letters[-3:]) if len(letters) > 3 else ""
        cut = -3 if form in _INITIALS else len(letters)
        joined += [part for part in ("".join(letters[:cut]), form if cut < 0 else "") if part]
    return joined


def _without_forms(words: list[str]) -> list[str]:
    kept: list[str] = []
    at = 0
    while at < len(words):
        form = next((one for one in _FORMS if tuple(words[at : at + len(one)]) == one), None)
        if form is None:
            kept.append(words[at])
            at += 1
        else:
            at += len(form)
    return kept


def check_registration(
    declared: Declared,
    found: Registered | None,
    dated: date | None,
    *,
    today: date,
    old_after: int,
) -> tuple[Difference, ...]:
    """Compare what is declared with what was found in the extract of `dated` (a day).

    `dated` is None when there is no extract. The extract is old when it is more than
    `old_after` days older than `today` (in Rome). Never empty; CONFIRMED stands only where
    nothing differs.
    """
    if dated is None:
        return (
            Difference(
                Finding.NO_EXTRACT,
                "Nessun estratto del RUNTS è caricato: l'iscrizione non si può confrontare.",
            ),
        )
    told = _compare(declared, found, dated)
    if today - dated > timedelta(days=old_after):
        told = (*told, Difference(Finding.OLD_EXTRACT, _old_words(dated, old_after)))
    return told


def _compare(declared: Declared, found: Registered | None, dated: date) -> tuple[Difference, ...]:
    day = day_in_words(dated)
    if found is None and declared.registered:
        words = f"Il codice fiscale {declared.tax_code} non si trova nell'estratto del {day}."
        return (Difference(Finding.NOT_FOUND, words),)
    if found is None:
        words = f"Non dichiara un'iscrizione, e nell'estratto del {day} non si trova."
        return (Difference(Finding.NOT_REGISTERED, words),)
    if not declared.registered:
        words = (
            f"Non si dichiara iscritto, ma nell'estratto del {day} risulta: n. {found.number}, "
            f"sezione {_section(found.section)}."
        )
        return (Difference(Finding.UNDECLARED, words),)
    different = tuple(_differences(declared, found))
    return different or (
        Difference(Finding.CONFIRMED, f"Quello che dichiara risulta dall'estratto del {day}."),
    )


def _differences(declared: Declared, found: Registered) -> list[Difference]:
    told = []
    if declared.number and parse_number(declared.number) != found.number:
        words = f"Repertorio: dichiara {declared.number}, il registro dice {found.number}."
        told.append(Difference(Finding.NUMBER, words))
    if declared.section and parse_section(declared.section) != found.section:
        words = (
            f"Sezione: dichiara {_section(declared.section)}, "
            f"il registro dice {_section(found.section)}."
        )
        told.append(Difference(Finding.SECTION, words))
    if not same_name(declared.name, found.name):
        words = f"Denominazione: dichiara «{declared.name}», il registro dice «{found.name}»."
        told.append(Difference(Finding.NAME, words))
    return told


def _section(text: str) -> str:
    letter = parse_section(text)
    return RUNTS_SECTIONS[letter].label if letter else f"«{text}»"


def _old_words(dated: date, old_after: int) -> str:
    return (
        f"L'estratto è del {day_in_words(dated)}: ha più di {old_after} giorni. "
        "Caricatene uno nuovo e ricontrollate."
    )
