"""Tables written for spreadsheets: nothing in a cell is ever computed."""

import csv
import io
from collections.abc import Iterable

MARK = b"\xef\xbb\xbf"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: str) -> str:
    """`value` so that a spreadsheet shows it and never computes it."""
    return f"'{value}" if value.startswith(_FORMULA) else value


def csv_row(cells: Iterable[str], *, quoted: bool = False) -> bytes:
    """One line in UTF-8, semicolons between safe cells; `quoted` puts all of them in quotes."""
    out = io.StringIO()
    writer = csv.writer(
        out,
        delimiter=";",
        lineterminator="\r\n",
        quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL,
    )
    writer.writerow(map(safe_cell, cells))
    return out.getvalue().encode()
