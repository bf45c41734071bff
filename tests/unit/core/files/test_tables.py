"""Tables of any length are read or refused in constant memory."""

import io
import tracemalloc
import zipfile
from collections.abc import Iterator

import pytest

from app.core.files.sheets import SheetTable
from app.core.files.tables import TableRefused, open_csv
from tests.unit.core.files.corpus import archive

LINKS = b'<Relationships><Relationship Id="r1" Target="worksheets/s.xml"/></Relationships>'
BOOK = b'<x:workbook xmlns:x="x" xmlns:r="r"><x:sheets><x:sheet r:id="r1"/></x:sheets></x:workbook>'


class Endless(io.RawIOBase):
    """A CSV of ten million rows that nobody ever wrote down."""

    line = b"95067870121;12345;ASSOCIAZIONE ESEMPIO;APS\n"
    rows = 10_000_000

    def __init__(self) -> None:
        self.at = 0

    def seek(self, offset: int, whence: int = 0) -> int:
        self.at = offset
        return offset

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        left = self.rows * len(self.line) - self.at
        start = self.at % len(self.line)
        size = min(len(buffer), left)
        many = self.line * (size // len(self.line) + 2)
        buffer[:size] = many[start : start + size]
        self.at += size
        return size


def sheet(rows: Iterator[bytes], words: bytes = b"<sst/>") -> io.BytesIO:
    parts = {"xl/workbook.xml": BOOK, "xl/_rels/workbook.xml.rels": LINKS}
    out = io.BytesIO(archive({**parts, "xl/sharedStrings.xml": words}))
    name, how = "xl/worksheets/s.xml", zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(out, "a", how) as made, made.open(name, "w") as part:
        part.write(b'<x:worksheet xmlns:x="x"><x:sheetData>')
        for row in rows:
            part.write(row)
        part.write(b"</x:sheetData></x:worksheet>")
    return out


def peak_of(read: object) -> int:
    """The most bytes that Python held while `read()` was refused."""
    tracemalloc.start()
    with pytest.raises(TableRefused, match=r"più di 50\.000 righe"):
        read()  # type: ignore[operator]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_a_csv_of_ten_million_rows_is_refused_in_little_memory() -> None:
    source = io.BufferedReader(Endless())  # type: ignore[type-var]
    assert peak_of(lambda: open_csv(source, most=50_000).count(50_000)) < 8_000_000


def test_a_sheet_of_ten_million_rows_is_refused_in_little_memory() -> None:
    source = sheet(b"<x:row/>" * 10_000 for _ in range(1_000))
    assert peak_of(lambda: SheetTable(source).count(50_000)) < 8_000_000


def test_a_far_cell_does_not_lay_out_the_sheet_between() -> None:
    row = b'<x:row r="1048576"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>'
    near = b'<x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c></x:row>'
    found = list(SheetTable(sheet(iter([near, row]))).rows(frozenset({0})))
    assert [(one.number, one.cells) for one in found] == [(1, {0: "7"})]


def test_cells_without_an_address_stand_one_after_the_other() -> None:
    row = (
        b'<x:row><x:c t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c><x:c t="e"><x:v>#N/A</x:v></x:c>'
    )
    row += b'<x:c t="s"><x:v>1</x:v></x:c><x:c><x:f>A1</x:f><x:v>9</x:v></x:c></x:row>'
    words = (
        b"<sst><si><t>no</t></si><si><r><t>s</t></r><rPh><t>x</t></rPh><r><t>i</t></r></si></sst>"
    )
    found = next(SheetTable(sheet(iter([row]), words)).head())
    assert found.cells == {0: "a", 2: "si", 3: "9"}


@pytest.mark.parametrize(
    "row",
    [
        b'<x:row><x:c t="s"><x:v>un</x:v></x:c></x:row>',
        b'<x:row><x:c t="s"><x:v>99999999</x:v></x:c></x:row>',
        b"<x:row><x:c>",
        b"<x:row><x:c><x:v>" + b"a" * 5_000 + b"</x:v></x:c></x:row>",
    ],
)
def test_a_broken_sheet_is_refused(row: bytes) -> None:
    with pytest.raises(TableRefused):
        list(SheetTable(sheet(iter([row]))).rows(frozenset({0})))


def test_entities_are_not_expanded() -> None:
    bomb = b'<!DOCTYPE sst [<!ENTITY a "aaaa">]><sst><si><t>&a;</t></si></sst>'
    row = b'<x:row><x:c t="s"><x:v>0</x:v></x:c></x:row>'
    with pytest.raises(TableRefused, match="rovinato"):
        list(SheetTable(sheet(iter([row]), bomb)).rows(frozenset({0})))


def test_merged_cells_are_told_by_their_place() -> None:
    after = (
        b'</x:sheetData><x:mergeCells count="2"><x:mergeCell ref="B2:B5"/>'
        b'<x:mergeCell ref="C2:AA2"/></x:mergeCells><x:sheetData>'
    )
    found = SheetTable(sheet(iter([b"<x:row/>", after]))).merged()
    assert [(one.first_row, one.last_row, one.first_column, one.last_column) for one in found] == [
        (2, 5, 1, 1),
        (2, 2, 2, 26),
    ]


def test_a_formula_whose_result_is_not_kept_is_told_apart_from_an_empty_cell() -> None:
    row = (
        b'<x:row r="1"><x:c r="A1"><x:f>1+1</x:f></x:c>'
        b'<x:c r="B1"><x:f>1+1</x:f><x:v>2</x:v></x:c><x:c r="C1"/></x:row>'
    )
    rows = SheetTable(sheet(iter([row]))).rows(frozenset({0, 1, 2}))
    assert [one.cells for one in rows] == [{0: "=", 1: "2"}]
