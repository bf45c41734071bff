"""What changes between two versions of a document, heading by heading: pure."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from app.core.diff import Change, Piece, word_diff
from app.core.i18n import number_words

_AROUND = 160  # characters of what stays, shown beside what changes
_LONG = 1_500  # characters under one heading: more than two screens of a phone


@dataclass(slots=True)
class _Unit:
    """What stands under one heading, down to the next one."""

    section: str
    heading: str
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A heading under which something changed: IN or OUT where it is all new or all gone."""

    heading: str
    change: Change
    pieces: tuple[Piece, ...]

    @property
    def long(self) -> bool:
        """Whether it is too much to be read on the way to what follows."""
        return sum(len(piece.text) for piece in self.pieces) > _LONG

    @property
    def told(self) -> str:
        """How many words come and go, for who decides whether to read them."""
        come, gone = (self._words(change) for change in (Change.IN, Change.OUT))
        parts = (
            (come, "parola aggiunta", "parole aggiunte"),
            (gone, "parola tolta", "parole tolte"),
        )
        said = [
            f"{number_words(count)} {one if count == 1 else more}"
            for count, one, more in parts
            if count
        ]
        return ", ".join(said) or "Solo spazi"

    def _words(self, change: Change) -> int:
        return sum(len(piece.text.split()) for piece in self.pieces if piece.change is change)


@dataclass(frozen=True, slots=True)
class SectionChange:
    """A section with what changed in it; no units: it stays as it was."""

    title: str
    units: tuple[UnitChange, ...]


def compare(before: bytes, after: bytes) -> list[SectionChange]:
    """Each section of either document, in the order of the later one.

    Takes canonical JSON of two documents (`app.core.documents.document.canonical_json`). Units are
    matched by their headings, and only those that differ are compared word by word: the cost grows
    with the documents' size, not with its square.
    """
    old, new = _units(before), _units(after)
    order = list(dict.fromkeys([key[0] for key in new] + [key[0] for key in old]))
    found: dict[str, list[UnitChange]] = {section: [] for section in order}
    for key in [*new, *(key for key in old if key not in new)]:
        change = _change(old.get(key), new.get(key))
        if change is not None:
            found[key[0]].append(change)
    return [SectionChange(title, tuple(units)) for title, units in found.items()]


def _change(old: _Unit | None, new: _Unit | None) -> UnitChange | None:
    if old is None and new is not None:
        return UnitChange(new.heading, Change.IN, (Piece(Change.IN, new.text),))
    if new is None and old is not None:
        return UnitChange(old.heading, Change.OUT, (Piece(Change.OUT, old.text),))
    assert old is not None
    assert new is not None
    if old.text == new.text:
        return None
    return UnitChange(new.heading, Change.SAME, tuple(_near(word_diff(old.text, new.text))))


def _near(pieces: tuple[Piece, ...]) -> Iterator[Piece]:
    """The changes with a little of what stays around them."""
    for place, piece in enumerate(pieces):
        text = piece.text
        if piece.change is Change.SAME and len(text) > 2 * _AROUND:
            head = text[:_AROUND] if place else ""
            tail = text[-_AROUND:] if place < len(pieces) - 1 else ""
            text = f"{head} […] {tail}"
        yield Piece(piece.change, text)


def _units(document: bytes) -> dict[tuple[str, str, int], _Unit]:
    """Units by section, heading and how often that heading came before in the section."""
    found: dict[tuple[str, str, int], _Unit] = {}
    section, path = "Inizio", [""] * 7
    unit = _Unit(section, "")
    found[section, "", 0] = unit
    for block in json.loads(document)["blocks"]:
        if block["kind"] != "Heading":
            unit.lines += (line for line in _lines(block) if line)
            continue
        level, text = block["level"], block["text"]
        path[level:] = [text, *[""] * (6 - level)]
        if level == 1:
            section, heading = text, ""
        else:
            heading = " › ".join(part for part in path[2:] if part)
        count = 0
        while (section, heading, count) in found:
            count += 1
        unit = found[section, heading, count] = _Unit(section, heading)
    return {key: one for key, one in found.items() if one.lines or one.heading}


def _lines(block: dict[str, Any]) -> Iterator[str]:
    match block["kind"]:
        case "Paragraph" | "Note":
            yield _words(block["content"])
        case "Quote":
            source = f" ({block['source']})" if block["source"] else ""
            yield _words(block["content"]) + source
        case "ListBlock":
            yield from map(_words, block["items"])
        case "Facts":
            yield from (f"{label}: {_words(value)}" for label, value in block["pairs"])
        case "Table":
            yield from (" · ".join(map(_words, row)) for row in block["rows"])
        case "Figure":
            if block["table"]:
                yield from _lines(block["table"])


def _words(content: str | list[dict[str, Any]]) -> str:
    return content if isinstance(content, str) else "".join(part["text"] for part in content)
