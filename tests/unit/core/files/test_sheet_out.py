"""A workbook written as a stream is read back cell by cell, and is the same bytes each time."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from app.core.files.sheet_out import LONGEST_CELL, CellError, SheetCell, xlsx_stream

ROWS: list[tuple[SheetCell, ...]] = [
    ("nome", "giorno", "euro", "numero", "sì"),
    ("=1+1 <&> è", date(2026, 3, 9), Decimal("1234.50"), -7, True),
    (None, date(1900, 3, 1), Decimal("0.01"), 0, False),
]


def cells(body: bytes, sheet: int = 0) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(body))
    return [tuple(cell.value for cell in row) for row in book.worksheets[sheet].iter_rows()]


def test_texts_dates_numbers_and_gaps_are_read_back_as_they_were() -> None:
    body = b"".join(xlsx_stream([("dati", ROWS), ("altro", [("a",)])]))
    head, first, second = cells(body)
    assert head == ROWS[0]
    assert first[0] == "=1+1 <&> è"
    assert (first[1].date(), first[2], first[3], first[4]) == (date(2026, 3, 9), 1234.5, -7, True)  # type: ignore[attr-defined]
    assert (second[0], second[2], second[4]) == (None, 0.01, False)
    assert cells(body, 1) == [("a",)]
    assert openpyxl.load_workbook(io.BytesIO(body)).worksheets[0]["A2"].data_type == "s"


def test_equal_cells_give_equal_bytes() -> None:
    assert b"".join(xlsx_stream([("a", ROWS)])) == b"".join(xlsx_stream([("a", ROWS)]))


@example("_x0041_ _x005F_x0041_")
@given(st.text(max_size=40))
def test_any_text_survives_by_the_rules_of_the_format(text: str) -> None:
    ((_,), (read,)) = cells(b"".join(xlsx_stream([("a", [("t",), (text,)])])))
    # The reader leaves the format's own way of writing control characters to us.
    assert unescape(str(read or "")) == text


def test_a_text_longer_than_a_cell_is_refused_and_not_cut() -> None:
    b"".join(xlsx_stream([("a", [("x" * LONGEST_CELL,)])]))
    for text in ("x" * (LONGEST_CELL + 1), "\U0001f600" * (LONGEST_CELL // 2 + 1)):
        with pytest.raises(CellError):
            b"".join(xlsx_stream([("a", [(text,)])]))
