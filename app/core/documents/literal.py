"""Text that stays text: what is refused, and what is shown in place of the invisible."""

import re
import unicodedata

from app.core.documents.errors import DocumentError

_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_REFUSED = re.compile("[\x00\ud800-\udfff]")
# Controls, explicit bidirectional embeddings and isolates, tag characters: they would act
# on the text around them, or hide in it.
_ACTING = re.compile(
    "[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
_LAST_TWO = "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
_NONCHARACTERS = re.compile(f"[\ufdd0-\ufdef{_LAST_TWO}]")


# Whatever any of them would change.
_CHANGED = re.compile("|".join(("\t", _NEWLINES.pattern, _ACTING.pattern, _NONCHARACTERS.pattern)))


def refuse_unwritable(text: str) -> None:
    """Raise DocumentError if `text` holds NUL or half a surrogate pair, which no format carries."""
    if _REFUSED.search(text):
        raise DocumentError(
            "Il testo contiene un carattere che non si può scrivere: cancellalo e riprova."
        )


def code_point(char: str) -> str:
    """Give the visible name of one character, such as `[U+202E]`."""
    return f"[U+{ord(char):04X}]"


def visible(text: str) -> str:
    """Give `text` composed (NFC), with one kind of newline, controls shown as `[U+XXXX]`.

    Raises DocumentError as `refuse_unwritable` does.
    """
    refuse_unwritable(text)
    if _CHANGED.search(text) is None:
        return (
            text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)
        )
    text = _NEWLINES.sub("\n", text).replace("\t", " ")
    text = _ACTING.sub(lambda found: code_point(found.group()), text)
    text = _NONCHARACTERS.sub(lambda found: code_point(found.group()), text)
    return unicodedata.normalize("NFC", text)
