"""Text as people type it, made safe to store, to sort and to address."""

import re
import unicodedata
from datetime import time
from typing import Annotated, Final

from pydantic import AfterValidator, BeforeValidator, StringConstraints

DEMO_WORDS: Final = "DIMOSTRAZIONE: enti, persone ed esiti sono inventati, su un calendario reale."
"""What every paper, mail and feed of a demonstration begins with."""

_BREAKS = re.compile(r"\r\n?")
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)(?:[:.]([0-5]\d))?")
_SLUG = re.compile(r"[^a-z0-9]+")


def clean_text(value: str) -> str:
    """`value` in NFC with plain line ends; raises ValueError on control characters.

    NUL and the other control characters cannot be stored by PostgreSQL or shown to anybody.
    """
    text = unicodedata.normalize("NFC", _BREAKS.sub("\n", value))
    if any(unicodedata.category(c) in {"Cc", "Cs", "Cn"} and c not in "\n\t" for c in text):
        raise ValueError("Il testo contiene caratteri non ammessi.")
    return text.strip()


def clean_line(value: str) -> str:
    """As `clean_text`, and on one line."""
    return " ".join(clean_text(value).split())


def _clock_time(value: object) -> object:
    """`12:30` is 12:30:00: a deadline is known to the second (Cons. Stato 8546/2024)."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    if text.startswith("24"):
        raise ValueError("Le ore 24 non ci sono: scrivete 23:59:59 oppure 00:00:00.")
    found = _CLOCK.fullmatch(text)
    if found is None:
        raise ValueError("Ora non valida: per esempio 12:30:00.")
    hour, minute, second = (int(part or 0) for part in found.groups())
    return time(hour, minute, second)


ClockTime = Annotated[time, BeforeValidator(_clock_time)]


def codes_in(typed: str) -> list[str]:
    """What a code may be in `typed`, the longest last: it stands alone, or its title follows it."""
    words = typed.split(" ")[:8]
    beginnings = [" ".join(words[:size]) for size in range(1, len(words) + 1)]
    return list(dict.fromkeys(each for one in beginnings for each in (one.upper(), one)))


Line = Annotated[str, StringConstraints(max_length=200), AfterValidator(clean_line)]
LongLine = Annotated[str, StringConstraints(max_length=500), AfterValidator(clean_line)]
Text = Annotated[str, StringConstraints(max_length=20_000), AfterValidator(clean_text)]


def names_in(text: str) -> list[str]:
    """The names in `text`, separated by commas or lines; each once, in order."""
    names = (clean_line(name) for name in re.split(r"[,;\n]", text))
    return list(dict.fromkeys(name for name in names if name))


def sort_key(value: str) -> str:
    """A key that sorts Italian names as people expect: no accents, case or punctuation."""
    bare = unicodedata.normalize("NFKD", value.casefold())
    letters = "".join(c if c.isalnum() else " " for c in bare if not unicodedata.combining(c))
    return " ".join(letters.split())


def sentence(value: str) -> str:
    """`value` as the beginning of a sentence; its acronyms stay as they are."""
    return value[:1].upper() + value[1:]


def slugify(value: str, *, limit: int = 60) -> str:
    """An address segment: lower-case ASCII letters, digits and single hyphens."""
    bare = unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode().lower()
    return _SLUG.sub("-", bare).strip("-")[:limit].strip("-")
