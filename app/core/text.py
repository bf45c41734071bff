"""Text as people type it, made safe to store, to sort and to address."""

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

_BREAKS = re.compile(r"\r\n?")
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


Line = Annotated[str, StringConstraints(max_length=200), AfterValidator(clean_line)]
LongLine = Annotated[str, StringConstraints(max_length=500), AfterValidator(clean_line)]
Text = Annotated[str, StringConstraints(max_length=20_000), AfterValidator(clean_text)]


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
