"""The first sheet of an Excel workbook, row after row: only the columns asked for are kept.

Excel keeps the words of all cells in one table, beside the sheet. Of it only the words of the
wanted columns are read, so that what must not be read (names of persons) never is, and the
memory is that of those words. A sheet's declared size is not believed: no grid is laid out.
Check the archive with `check_zip.check_xlsx` before.
"""

import re
import zipfile
import zlib
from array import array
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO
from xml.parsers import expat

from app.core.files.errors import FileRefused
from app.core.files.sheet_xml import BROKEN, Merge, MergesReader, Reader, SheetReader, WordsReader
from app.core.files.tables import TableRefused, TableRow, too_many

_PIECE = 1 << 16
_NOTHING = -1
_ROW = re.compile(rb"<(?:[A-Za-z0-9]{1,20}:)?row[ >/]")
_ROW_LENGTH = 25  # bytes of the longest such beginning, less one
_STRINGS = "xl/sharedStrings.xml"


class SheetTable:
    """The first sheet of the workbook in `source`, a seekable file. Raises TableRefused."""

    def __init__(self, source: BinaryIO) -> None:
        try:
            self._archive = zipfile.ZipFile(source)
            self._sheet = _first_sheet(self._archive)
        except (zipfile.BadZipFile, KeyError, ValueError) as error:
            if isinstance(error, FileRefused):
                raise
            raise TableRefused(BROKEN) from error

    def head(self) -> Iterator[TableRow]:
        """Row by row, each with its words looked up for itself."""
        for number, cells in self._cells(None):
            yield _told(number, cells, self._words({int(v) for k, v in cells.values() if k == "s"}))

    def count(self, most: int) -> int:
        rows, before = 0, b""
        for piece in self._bytes(self._sheet):
            rows += len(_ROW.findall(before + piece))
            before = piece[-_ROW_LENGTH:]
            if rows > most:
                raise too_many(most)
        return rows

    def rows(self, columns: frozenset[int]) -> Iterator[TableRow]:
        """The sheet is read once; its cells wait as numbers of words until those are known."""
        laid = _Laid(sorted(columns))
        for number, cells in self._cells(columns):
            laid.add(number, cells)
        yield from laid.rows(self._words(laid.wanted()))

    def merged(self) -> list[Merge]:
        """The merged cells of the sheet: only the first of them has what all of them say."""
        reader = MergesReader()
        for _ in self._parse(self._sheet, reader):
            pass
        return reader.merges

    def _cells(
        self, columns: frozenset[int] | None
    ) -> Iterator[tuple[int, dict[int, tuple[str, str]]]]:
        """Row number → column → (kind of cell, what stands in it)."""
        reader = SheetReader(columns)
        for _ in self._parse(self._sheet, reader):
            yield from reader.take()

    def _words(self, wanted: Iterable[int]) -> list[str]:
        """The shared words by number; those that are not wanted are empty.

        The table is read no further than the last one that is.
        """
        reader = WordsReader(wanted)
        if not reader.done:
            for _ in self._parse(_STRINGS, reader):
                if reader.done:
                    break
        return reader.words

    def _bytes(self, name: str) -> Iterator[bytes]:
        with self._archive.open(name) as source:
            while piece := source.read(_PIECE):
                yield piece

    def _parse(self, name: str, reader: Reader) -> Iterator[None]:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = reader.start
        parser.EndElementHandler = reader.end
        parser.CharacterDataHandler = reader.text
        parser.StartDoctypeDeclHandler = _refuse_doctype
        try:
            for piece in self._bytes(name):
                parser.Parse(piece, False)
                yield
            parser.Parse(b"", True)
            yield
        except (
            expat.ExpatError,
            zipfile.BadZipFile,
            zlib.error,
            KeyError,
            OSError,
            ValueError,
        ) as error:
            if isinstance(error, FileRefused):
                raise
            raise TableRefused(BROKEN) from error


class _Laid:
    """Rows laid in little room: for each cell the number of its words, shared or its own."""

    def __init__(self, columns: list[int]) -> None:
        self._columns = columns
        self._numbers = array("q")
        self._cells = array("q")
        self._own: list[str] = []

    def add(self, number: int, cells: dict[int, tuple[str, str]]) -> None:
        self._numbers.append(number)
        for at in self._columns:
            kind, text = cells.get(at, ("e", ""))
            if kind == "s":
                self._cells.append(int(text))
            elif kind == "e":
                self._cells.append(_NOTHING)
            else:
                self._own.append(text)
                self._cells.append(_NOTHING - len(self._own))

    def wanted(self) -> Iterator[int]:
        """The numbers of the shared words that stand in some cell."""
        return (number for number in self._cells if number >= 0)

    def rows(self, words: list[str]) -> Iterator[TableRow]:
        width = len(self._columns)
        for place, number in enumerate(self._numbers):
            told = {}
            for at, code in zip(
                self._columns, self._cells[place * width : (place + 1) * width], strict=True
            ):
                text = _word(words, code) if code >= 0 else self._of_its_own(code)
                if text := text.strip():
                    told[at] = text
            if told:
                yield TableRow(number, told)

    def _of_its_own(self, code: int) -> str:
        return "" if code == _NOTHING else self._own[_NOTHING - code - 1]


def _told(number: int, cells: dict[int, tuple[str, str]], words: list[str]) -> TableRow:
    told = {}
    for at, (kind, text) in cells.items():
        said = (_word(words, int(text)) if kind == "s" else text).strip()
        if said and kind != "e":
            told[at] = said
    numeric = frozenset(at for at in told if cells[at][0] == "n")
    return TableRow(number, told, numeric)


def _word(words: list[str], number: int) -> str:
    return words[number] if number < len(words) else ""


def _refuse_doctype(*_declared: Any) -> None:
    raise TableRefused(BROKEN)


def _first_sheet(archive: zipfile.ZipFile) -> str:
    """The name in the archive of the workbook's first sheet."""
    sheets = _attributes(archive, "xl/workbook.xml", "sheet")
    links = _attributes(archive, "xl/_rels/workbook.xml.rels", "Relationship")
    if not sheets:
        raise TableRefused(BROKEN)
    ref = next((value for name, value in sheets[0].items() if name.endswith(":id")), "")
    target = next((link["Target"] for link in links if link.get("Id") == ref), "")
    path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    if path not in archive.NameToInfo:
        raise TableRefused(BROKEN)
    return path


def _attributes(archive: zipfile.ZipFile, name: str, element: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == element:
            found.append(attributes)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = _refuse_doctype
    with archive.open(name) as source:
        try:
            parser.Parse(source.read(_PIECE * 16), True)
        except expat.ExpatError as error:
            raise TableRefused(BROKEN) from error
    return found
