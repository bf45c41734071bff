"""What changes between two texts, word by word.

`difflib` over words, inside the paragraphs that differ: the standard library is enough for
texts of a few pages, needs no other, and marks whole words as people read them, where
character diffs (diff-match-patch) would cut them in pieces.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORD = re.compile(r"\S+\s*|\s+")
_LINE = re.compile(r"[^\n]*\n+|[^\n]+")
_MOST = 500_000  # pairs of words compared at once; beyond, a passage is changed as a whole


class Change(StrEnum):
    SAME = "same"
    OUT = "out"
    IN = "in"


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage that stays, goes or comes; the pieces that are not OUT make the later text."""

    change: Change
    text: str


def word_diff(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces of both texts in reading order, what goes before what comes."""
    found: list[Piece] = []
    for piece in _passages(_LINE.findall(before), _LINE.findall(after)):
        if found and found[-1].change is piece.change:
            found[-1] = Piece(piece.change, found[-1].text + piece.text)
        elif piece.text:
            found.append(piece)
    return tuple(found)


def _passages(before: list[str], after: list[str]) -> Iterator[Piece]:
    old_keys, new_keys = ([line.strip() for line in lines] for lines in (before, after))
    for tag, a, b, c, d in SequenceMatcher(None, old_keys, new_keys, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(Change.SAME, "".join(after[c:d]))
        else:
            yield from _words("".join(before[a:b]), "".join(after[c:d]))


def _spaced(old: str, new: str) -> str:
    """The word as it is now; at the end of a text, with the space it had before it was the end."""
    return new if new[-1:].isspace() else old


def _words(before: str, after: str) -> Iterator[Piece]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) * len(new) > _MOST:
        yield from (Piece(Change.OUT, before), Piece(Change.IN, after))
        return
    old_keys, new_keys = ([word.strip() for word in words] for words in (old, new))
    for tag, a, b, c, d in SequenceMatcher(None, old_keys, new_keys, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(Change.SAME, "".join(map(_spaced, old[a:b], new[c:d])))
        else:
            if b > a:
                yield Piece(Change.OUT, "".join(old[a:b]))
            if d > c:
                yield Piece(Change.IN, "".join(new[c:d]))
