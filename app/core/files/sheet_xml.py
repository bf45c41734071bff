"""What is heard while the XML of a workbook is read: the cells of a sheet, the shared words."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from app.core.files.tables import TableRefused

MAX_COLUMNS = 200
MAX_CELL = 4_000  # characters
MAX_NUMBER = 7  # digits of a row's number and of a shared word's
MAX_MERGES = 20_000
FORMULA = "="
"""What stands for a formula of which the file holds no result."""
BROKEN = "Il foglio Excel è rovinato: apritelo, salvatelo di nuovo e ricaricatelo."
_DIGITS = "0123456789"
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")


class Reader:
    """What is told of one XML part; names lose their prefix."""

    start: Callable[[str, dict[str, str]], Any]
    end: Callable[[str], Any]
    text: Callable[[str], Any]


class SheetReader(Reader):
    """Gathers the cells of rows; `columns` None keeps all of the first MAX_COLUMNS."""

    def __init__(self, columns: frozenset[int] | None) -> None:
        self._columns = frozenset(range(MAX_COLUMNS)) if columns is None else columns
        self._places = _Places()
        self._names = _Names()
        self._rows: list[tuple[int, dict[int, tuple[str, str]]]] = []
        self._cells: dict[int, tuple[str, str]] = {}
        self._number = 0
        self._at = -1
        self._kind = ""
        self._typed: list[str] | None = None
        self._open = False
        self._computed = False

    def take(self) -> list[tuple[int, dict[int, tuple[str, str]]]]:
        """The rows that ended since it was last asked."""
        rows, self._rows = self._rows, []
        return rows

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = self._names[name]
        if name == "c":
            place = attributes.get("r")
            self._at = self._places[place.rstrip(_DIGITS)] if place else self._at + 1
            if self._at in self._columns:
                self._kind = attributes.get("t", "n")
                self._typed, self._computed = [], False
        elif name == "row":
            number = attributes.get("r", "")
            plain = number.isdecimal() and len(number) <= MAX_NUMBER
            self._number = int(number) if plain else self._number + 1
            self._cells, self._at = {}, -1
        elif self._typed is not None:
            self._open = name == "v" or name == "t"
            self._computed = self._computed or name == "f"

    def end(self, name: str) -> None:
        if self._typed is not None:
            self._open = False
            if self._names[name] == "c":
                if self._typed:
                    self._keep("".join(self._typed))
                elif self._computed:
                    self._cells[self._at] = ("str", FORMULA)
                self._typed = None
        elif self._names[name] == "row":
            self._rows.append((self._number, self._cells))

    def _keep(self, text: str) -> None:
        if self._kind == "s" and not (text.isdecimal() and len(text) <= MAX_NUMBER):
            raise TableRefused(BROKEN)
        self._cells[self._at] = (self._kind, text)

    def text(self, words: str) -> None:
        if self._open and self._typed is not None:
            self._typed.append(words)
            if len(words) > MAX_CELL or len(self._typed) > MAX_CELL:
                raise TableRefused("una cella è troppo lunga.", self._number)


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells that were made one: rows from 1, columns from 0, both ends within."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


class MergesReader(Reader):
    """Gathers the merged cells of a sheet, which stand after its rows."""

    def __init__(self) -> None:
        self.merges: list[Merge] = []
        self._places = _Places()
        self._names = _Names()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._names[name] != "mergeCell":
            return
        found = _RANGE.fullmatch(attributes.get("ref", ""))
        if found is None or len(self.merges) == MAX_MERGES:
            raise TableRefused(BROKEN)
        left, top, right, bottom = found.groups()
        columns = self._places[left], self._places[right]
        self.merges.append(Merge(int(top), int(bottom), *columns))

    def end(self, name: str) -> None:
        """Nothing is kept open."""

    def text(self, words: str) -> None:
        """The words of cells are not asked for here."""


class _Places(dict[str, int]):
    """`A` → 0, `AB` → 27; worked out once for each."""

    def __missing__(self, letters: str) -> int:
        place = 0
        for letter in letters[:4].upper():
            place = place * 26 + ord(letter) - 64
        self[letters] = place - 1
        return place - 1


class _Names(dict[str, str]):
    """The name of an element without its prefix; worked out once for each."""

    def __missing__(self, name: str) -> str:
        self[name] = bare = name.rpartition(":")[2]
        return bare


class WordsReader(Reader):
    """Keeps the shared words with the numbers in `wanted`; `number` is the one being read."""

    def __init__(self, wanted: Iterable[int]) -> None:
        self._wanted = bytearray()
        for number in wanted:
            if number >= len(self._wanted):
                self._wanted.extend(bytes(number + 1 - len(self._wanted)))
            self._wanted[number] = 1
        self.words: list[str] = []
        self.number = 0
        self._names = _Names()
        self._typed: list[str] = []
        self._open = False
        self._reading_aid = False

    @property
    def done(self) -> bool:
        """Whether no word that is wanted is still to come."""
        return self.number >= len(self._wanted)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = self._names[name]
        if name == "t":
            self._open = not self._reading_aid and not self.done and self._wanted[self.number] > 0
        elif name == "rPh":
            self._reading_aid = True

    def end(self, name: str) -> None:
        name = self._names[name]
        if name == "t":
            self._open = False
        elif name == "rPh":
            self._reading_aid = False
        elif name == "si":
            if not self.done:
                self.words.append("".join(self._typed)[:MAX_CELL] if self._typed else "")
                self._typed = []
            self.number += 1

    def text(self, words: str) -> None:
        if self._open and len(self._typed) < MAX_CELL:
            self._typed.append(words)
