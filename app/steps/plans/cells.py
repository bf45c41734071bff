"""What a cell of an office's table means: days, amounts and states as people write them."""

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from app.core.i18n import number_words
from app.core.text import clean_line, clean_text, sort_key
from app.steps.plans.enums import ItemState, Level

MOST_CENTS: Final = 10**14
MOST_TEXT: Final = 4_000  # characters: as many as are read of a cell
_NOTHING: Final = frozenset({"", "-", "–", "—", "/", "nd", "n d", "n.d.", "n.d", "n/d", "nessuno"})
_EXCEL_DAY_ZERO: Final = date(1899, 12, 30)
_DAY: Final = re.compile(r"([0-9]{1,2})[/.\- ]([0-9]{1,2})[/.\- ]([0-9]{4})(?:[ T]0?0[:.]00.*)?")
_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ T].*)?")
_IN_WORDS: Final = re.compile(r"([0-9]{1,2})°? ([a-z]+) ([0-9]{4})")
_SERIAL: Final = re.compile(r"[1-9][0-9]{4,5}(?:\.0+)?")
_MONTHS: Final = (
    "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto",
    "settembre", "ottobre", "novembre", "dicembre",
)  # fmt: skip
_NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:E[+-]?[0-9]{1,2})?", re.IGNORECASE)
_THOUSANDS: Final = re.compile(r"[0-9]{1,3}(?:[. '][0-9]{3})+(?:,[0-9]{1,2})?")
_PLAIN: Final = re.compile(r"[0-9]+(?:,[0-9]{1,2})?")
_POINT: Final = re.compile(r"[0-9]+\.[0-9]{1,2}")
_UNSURE: Final = re.compile(r"[0-9]{1,3}\.[0-9]{3}")
_LEVELS: Final = {
    "obiettivo": Level.OBJECTIVE, "obiettivi": Level.OBJECTIVE,
    "obiettivo di salute": Level.OBJECTIVE, "ob": Level.OBJECTIVE,
    "programma": Level.PROGRAMME, "programmi": Level.PROGRAMME,
    "programma operativo": Level.PROGRAMME, "progr": Level.PROGRAMME,
    "attivita": Level.ACTIVITY, "scheda attivita": Level.ACTIVITY, "azione": Level.ACTIVITY,
    "scheda": Level.ACTIVITY, "att": Level.ACTIVITY,
}  # fmt: skip
_STATES: Final = {
    "prevista": ItemState.PLANNED, "previsto": ItemState.PLANNED,
    "programmata": ItemState.PLANNED, "da avviare": ItemState.PLANNED,
    "non avviata": ItemState.PLANNED, "non avviato": ItemState.PLANNED,
    "in corso": ItemState.UNDER_WAY, "avviata": ItemState.UNDER_WAY,
    "avviato": ItemState.UNDER_WAY, "in attuazione": ItemState.UNDER_WAY,
    "realizzata": ItemState.DONE, "realizzato": ItemState.DONE, "conclusa": ItemState.DONE,
    "concluso": ItemState.DONE, "completata": ItemState.DONE, "completato": ItemState.DONE,
    "sospesa": ItemState.SUSPENDED, "sospeso": ItemState.SUSPENDED,
    "abbandonata": ItemState.DROPPED, "abbandonato": ItemState.DROPPED,
    "annullata": ItemState.DROPPED, "annullato": ItemState.DROPPED,
}  # fmt: skip


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing: empty, a dash, `n.d.`."""
    return text.strip().casefold() in _NOTHING


def bare(text: str) -> str:
    """A cell without the mark that keeps a spreadsheet from computing it (`'+` → `+`).

    Raises ValueError for a formula: what it would give is not in the file.
    """
    if text.startswith("="):
        raise ValueError("c'è una formula senza il suo risultato: scrivete il valore.")
    return text[1:] if len(text) > 1 and text[0] == "'" and text[1] in "=+-@" else text


def _too_long(words: str, most: int) -> str:
    return f"è lungo {number_words(len(words))} caratteri: al massimo {number_words(most)}."


def line_of(text: str, most: int) -> str:
    """Words on one line, no longer than `most` characters. Raises ValueError."""
    words = clean_line(bare(text))
    if len(words) > most:
        raise ValueError(
            f"è lungo {number_words(len(words))} caratteri: al massimo {number_words(most)}."
        )
    return words


def text_of(text: str, most: int = MOST_TEXT) -> str:
    """Words on several lines. Raises ValueError."""
    words = clean_text(bare(text))
    if len(words) > most:
        raise ValueError(
            f"è lungo {number_words(len(words))} caratteri: al massimo {number_words(most)}."
        )
    return words


def level_of(text: str) -> Level:
    """Raises ValueError for a word that names no level."""
    found = _LEVELS.get(sort_key(bare(text)))
    if found is None:
        raise ValueError(f"«{text[:60]}» non è obiettivo, programma o attività.")
    return found


def state_of(text: str) -> ItemState:
    """Raises ValueError for a word that names no state."""
    found = _STATES.get(sort_key(bare(text)))
    if found is None:
        labels = ", ".join(state.label for state in ItemState)
        raise ValueError(f"«{text[:60]}» non è uno degli stati: {labels}.")
    return found


def day_of(text: str, *, sheet: bool = False) -> date | None:
    """`31/12/2027`, `31.12.2027`, `2027-12-31`, `31 dicembre 2027`; None for nothing.

    In a `sheet` also the number that Excel keeps for a day. Raises ValueError.
    """
    if is_nothing(text):
        return None
    typed = bare(text).strip()
    if sheet and _SERIAL.fullmatch(typed):
        return due_day(_EXCEL_DAY_ZERO + timedelta(days=int(float(typed))))
    day = _written_day(typed)
    if day is None:
        raise ValueError(f"«{typed[:40]}» non è un giorno: scrivete per esempio 31/12/2027.")
    return due_day(day)


def due_day(day: date) -> date:
    """`day`, if a plan of today could be due then. Raises ValueError for a slip of the year."""
    if not 2000 <= day.year < 2200:
        raise ValueError(f"l'anno {day.year} non può essere giusto.")
    return day


def _written_day(typed: str) -> date | None:
    """The day that is written, None for none. Raises ValueError for one of no calendar."""
    try:
        if found := _DAY.fullmatch(typed):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _ISO.fullmatch(typed):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if (found := _IN_WORDS.fullmatch(typed.casefold())) and found[2] in _MONTHS:
            return date(int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1]))
    except ValueError:
        raise ValueError(f"«{typed[:40]}» non è un giorno del calendario.") from None
    return None


def cents_of(text: str, *, sheet: bool = False) -> int | None:
    """An amount in euro, in cents: `1.234,56 €`, `€ 1234,5`, `1234.56`; None for nothing.

    A point that divides three digits is for thousands. In a `sheet`, where numbers have a point
    for their decimals, `1.234` alone could be either: it is refused. Raises ValueError.
    """
    if is_nothing(text):
        return None
    said = bare(text)
    typed = re.sub(r"(?i)€|\beuro\b|\beur\b", "", said).replace("\u00a0", " ").strip()
    if sheet and _UNSURE.fullmatch(typed):
        raise ValueError(
            f"«{said[:40]}» si legge in due modi: scrivete {typed},00 oppure un numero intero."
        )
    if _THOUSANDS.fullmatch(typed):
        typed = re.sub(r"[. ']", "", typed).replace(",", ".")
    elif _PLAIN.fullmatch(typed):
        typed = typed.replace(",", ".")
    elif not (_POINT.fullmatch(typed) or (sheet and _NUMBER.fullmatch(typed))):
        raise ValueError(f"«{said[:40]}» non è un importo: scrivete per esempio 1.234,56 €.")
    cents = (Decimal(typed) * 100).quantize(Decimal(1), ROUND_HALF_UP)
    if cents > MOST_CENTS:
        raise ValueError("l'importo è troppo grande.")
    return int(cents)


def cents_words(cents: int | None) -> str:
    """`1.234,56 €`, or nothing."""
    if cents is None:
        return ""
    euro, rest = divmod(cents, 100)
    return f"{euro:,}".replace(",", ".") + f",{rest:02d} €"
