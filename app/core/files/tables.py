"""Tables that people hand in, read row after row in constant memory: CSV here, Excel beside it."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from app.core.files.errors import FileRefused

MAX_LINE = 64 << 10  # bytes
_PIECE = 1 << 20


class TableRefused(FileRefused):
    """The table cannot be read; `row` is the line or row where it stopped, from 1, or None."""

    def __init__(self, sentence: str, row: int | None = None) -> None:
        super().__init__(sentence if row is None else f"Riga {row}: {sentence}")
        self.row = row


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row that says something: its number from 1 as a person counts them, cells by column.

    `numeric` are the columns where the sheet itself holds a number, written with a point; in a
    CSV all is text.
    """

    number: int
    cells: dict[int, str]
    numeric: frozenset[int] = frozenset()


class Table(Protocol):
    """What CSV and Excel have in common."""

    def head(self) -> Iterator[TableRow]:
        """The rows from the first one, with all their cells: for finding the header."""

    def count(self, most: int) -> int:
        """How many rows there are, roughly. Raises TableRefused when there are more than `most`."""

    def rows(self, columns: frozenset[int]) -> Iterator[TableRow]:
        """Every row, with the cells of these columns only. Raises TableRefused."""


def too_many(most: int) -> TableRefused:
    """The refusal of a table that is longer than `most` rows."""
    shown = f"{most:,}".replace(",", ".")
    return TableRefused(
        f"Il file ha più di {shown} righe: controllate di aver scelto quello giusto."
    )


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A CSV in UTF-8 (with or without its mark) or Windows-1252; `;`, `,` or tabs between cells."""

    source: BinaryIO
    encoding: str
    delimiter: str

    def head(self) -> Iterator[TableRow]:
        return self._read()

    def count(self, most: int) -> int:
        self.source.seek(0)
        lines = 0
        while piece := self.source.read(_PIECE):
            lines += piece.count(b"\n")
            if lines > most:
                raise too_many(most)
        return lines

    def rows(self, columns: frozenset[int]) -> Iterator[TableRow]:
        for row in self._read():
            yield TableRow(row.number, {at: row.cells[at] for at in columns & row.cells.keys()})

    def _read(self) -> Iterator[TableRow]:
        lines = _Lines(self.source, self.encoding)
        reader = csv.reader(lines, delimiter=self.delimiter)
        while True:
            began = lines.number + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                raise TableRefused(
                    "le celle non si leggono: forse manca la chiusura di una virgoletta.", began
                ) from None
            told = {at: text.strip() for at, text in enumerate(cells) if text.strip()}
            if told:
                yield TableRow(began, told)


class _Lines:
    """The lines of a file as text; never more than one of MAX_LINE bytes in memory."""

    def __init__(self, source: BinaryIO, encoding: str) -> None:
        self.source = source
        self.encoding = encoding
        self.number = 0
        source.seek(0)

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        raw = self.source.readline(MAX_LINE + 1)
        if not raw:
            raise StopIteration
        if len(raw) > MAX_LINE:
            raise TableRefused("è troppo lunga per essere la riga di una tabella.", self.number + 1)
        if self.number == 0:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        self.number += 1
        return raw.decode(self.encoding)


def open_csv(source: BinaryIO, *, most: int) -> CsvTable:
    """The table in `source`, a seekable file. Raises TableRefused for what is no text.

    It is read once to find its encoding, no further than `most` rows.
    """
    encoding = _encoding(source, most)
    return CsvTable(source, encoding, _delimiter(source, encoding))


def _encoding(source: BinaryIO, most: int) -> str:
    """UTF-8 when every line is, else Windows-1252 when every byte has a sign there."""
    source.seek(0)
    found = "utf-8"
    for number in range(1, most + 2):
        raw = source.readline(MAX_LINE + 1)
        if not raw:
            break
        if b"\0" in raw or (number == 1 and raw.startswith((b"\xff\xfe", b"\xfe\xff"))):
            raise TableRefused("non è testo: salvate la tabella come CSV UTF-8.", number)
        for encoding in ("utf-8", "cp1252") if found == "utf-8" else ("cp1252",):
            try:
                raw.decode(encoding)
            except UnicodeDecodeError:
                continue
            found = encoding
            break
        else:
            raise TableRefused("ha segni che non si leggono: salvatela come CSV UTF-8.", number)
    return found


def _delimiter(source: BinaryIO, encoding: str) -> str:
    """The sign that divides most cells in the first lines."""
    lines = _Lines(source, encoding)
    first = "".join(text for _, text in zip(range(5), lines, strict=False))
    return max(";,\t", key=first.count)
