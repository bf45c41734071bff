"""The names of files: cleaned for people, made anew for machines."""

import re
import unicodedata

MAX_DISPLAY = 120
_MAX_STEM = 80
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_SPACES = re.compile(r"\s+")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)\Z")


def display_name(declared: str) -> str:
    """Give `declared` fit to be shown: no folders, no invisible or reversing characters.

    At most MAX_DISPLAY characters, its ending kept; empty when nothing is left.
    """
    base = re.split(r"[/\\]", declared)[-1]
    base = unicodedata.normalize("NFC", _SPACES.sub(" ", base))
    base = "".join(char for char in base if unicodedata.category(char)[0] != "C").strip(" .")
    if len(base) <= MAX_DISPLAY:
        return base
    stem, dot, ending = base.rpartition(".")
    if not dot or len(ending) > 10:
        return base[:MAX_DISPLAY]
    return f"{stem[: MAX_DISPLAY - len(ending) - 2]}…{dot}{ending}"


def safe_name(display: str, ending: str) -> str:
    """Give a name of plain ASCII letters, digits and hyphens for any system, ending in `ending`.

    What was signed keeps the ending it had inside: `domanda.pdf.p7m`.
    """
    stem = display.rpartition(".")[0] or display
    inner = ""
    if ending == "p7m":
        before, dot, last = stem.rpartition(".")
        if dot and last.isascii() and last.isalnum() and len(last) <= 4:
            stem, inner = before, f".{last.lower()}"
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    plain = _NOT_PLAIN.sub("-", plain).strip("-")[:_MAX_STEM].strip("-")
    if not plain or _RESERVED.match(plain):
        plain = f"documento-{plain}".strip("-")
    return f"{plain}{inner}.{ending}"
