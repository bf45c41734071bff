"""Writes the rows of a dataset as CSV, JSON and XLSX, piece after piece.

CSV is UTF-8 without a mark, with commas, as RFC 4180 and CSV on the Web have it: it is there for
programs, of which some take a mark for a part of the first name. For spreadsheets there is XLSX.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final

from app.core.files.sheet_out import MEDIA_TYPE as XLSX_TYPE
from app.core.files.sheet_out import SheetCell, xlsx_stream
from app.outlets.opendata.about import DICTIONARY_HEAD, About, dictionary_rows
from app.outlets.opendata.columns import Cell, Record, iso

Writer = Callable[[About, Iterable[Record]], Iterator[bytes]]
_BATCH: Final = 500
_COMPUTED = re.compile(r"'*[=+\-@\t\r]")
_QUOTED = re.compile(r"'(?='*[=+\-@\t\r])")


def quote_cell(value: str) -> str:
    """`value` so that a spreadsheet never computes it; `unquote_cell` undoes it."""
    return f"'{value}" if _COMPUTED.match(value) else value


def unquote_cell(value: str) -> str:
    """The text that was quoted: what a program does with every text of the CSV."""
    return value[1:] if _QUOTED.match(value) else value


def csv_text(cell: Cell) -> str:
    """A cell as the CSV has it; what is not there is empty."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return quote_cell(cell)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return iso(cell) if isinstance(cell, datetime) else str(cell)


def write_csv_rows(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """Any table, in pieces."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    for number, row in enumerate(rows, 1):
        writer.writerow([csv_text(cell) for cell in row])
        if not number % _BATCH:
            yield _taken(out)
    yield _taken(out)


def _taken(out: io.StringIO) -> bytes:
    taken = out.getvalue().encode()
    out.seek(0)
    out.truncate()
    return taken


def write_csv(about: About, records: Iterable[Record]) -> Iterator[bytes]:
    return write_csv_rows(about.dataset.names, records)


def json_value(cell: Cell) -> str:
    """A cell as JSON text; numbers with decimals are written exactly."""
    if isinstance(cell, Decimal):
        return str(cell)
    if isinstance(cell, datetime):
        return f'"{iso(cell)}"'
    if cell is None or isinstance(cell, str | int | bool):
        return json.dumps(cell, ensure_ascii=False)
    return f'"{cell.isoformat()}"'


def json_object(names: Sequence[str], record: Record) -> str:
    """One row as a JSON object, names in the order of the columns."""
    parts = [f'"{name}": {json_value(cell)}' for name, cell in zip(names, record, strict=True)]
    return "{" + ", ".join(parts) + "}"


def write_json(about: About, records: Iterable[Record]) -> Iterator[bytes]:
    """What is said of the data, then `dati`: an array with an object for each row, one a line."""
    facts = [f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in about.facts()]
    waiting = ["{" + ",\n ".join(facts) + ',\n "dati": [']
    names, mark = about.dataset.names, "\n"
    for number, record in enumerate(records, 1):
        waiting.append(mark + json_object(names, record))
        mark = ",\n"
        if not number % _BATCH:
            yield "".join(waiting).encode()
            waiting.clear()
    yield ("".join(waiting) + "\n]}\n").encode()


def write_xlsx(about: About, records: Iterable[Record]) -> Iterator[bytes]:
    """The data in the first sheet; what they are and what each column says in the second."""

    def data() -> Iterator[Sequence[SheetCell]]:
        yield about.dataset.names
        for record in records:
            yield [iso(cell) if isinstance(cell, datetime) else cell for cell in record]

    words = [
        ("voce", "che cosa dice"),
        *about.facts(),
        (),
        DICTIONARY_HEAD,
        *dictionary_rows((about.dataset,)),
    ]
    return xlsx_stream([("dati", data()), ("informazioni", words)])


FORMATS: Final[dict[str, tuple[str, Writer]]] = {
    "csv": ("text/csv; charset=utf-8; header=present", write_csv),
    "json": ("application/json", write_json),
    "xlsx": (XLSX_TYPE, write_xlsx),
}
"""Extension → media type and writer."""
