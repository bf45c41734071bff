"""From a CSV or Excel table to its lines, as text; what they change is worked out elsewhere."""

from typing import Any, BinaryIO, Final

from app.core.files.sheets import SheetTable
from app.core.files.tables import Table, TableRefused, TableRow, open_csv
from app.core.text import clean_line, sort_key
from app.steps.monitoring.definition import COLUMNS, MAX_ROWS

_BY_KEY: Final = {
    sort_key(name): column.name for column in COLUMNS for name in (column.name, *column.also)
}
_CELL: Final = 500  # characters


def read_rows(source: BinaryIO, name: str) -> list[dict[str, Any]]:
    """The lines of the table in `source`, a seekable file that is called `name`.

    Each is {"number": its row, "cells": {column: text}, "numeric": [columns that a spreadsheet
    holds as numbers]}. Raises TableRefused for what is no table, lacks a column or is too long.
    """
    table: Table = (
        SheetTable(source) if name.lower().endswith(".xlsx") else open_csv(source, most=50_000)
    )
    rows = table.head()
    columns = _columns(next(rows, None))
    lines: list[dict[str, Any]] = []
    for row in rows:
        line = _line(row, columns)
        if not line["cells"]:
            continue
        if len(lines) == MAX_ROWS:
            raise TableRefused(f"La tabella ha più di {MAX_ROWS} righe: dividetela in più file.")
        lines.append(line)
    if not lines:
        raise TableRefused("Sotto le intestazioni la tabella è vuota.")
    return lines


def _columns(header: TableRow | None) -> dict[int, str]:
    found: dict[int, str] = {}
    for at, title in (header.cells if header else {}).items():
        name = _BY_KEY.get(sort_key(title))
        if name is None:
            raise TableRefused(
                f"La colonna «{title[:60]}» non è una di queste: "
                f"{', '.join(column.name for column in COLUMNS)}."
            )
        if name in found.values():
            raise TableRefused(f"La colonna «{name}» compare due volte.")
        found[at] = name
    lacking = [one.name for one in COLUMNS if one.needed and one.name not in found.values()]
    if not {"valore", "obiettivo"} & set(found.values()):
        lacking.append("valore o obiettivo")
    if lacking:
        raise TableRefused(f"Nella tabella mancano queste colonne: {', '.join(lacking)}.")
    return found


def _line(row: TableRow, columns: dict[int, str]) -> dict[str, Any]:
    cells, numeric = {}, []
    for at, name in columns.items():
        if not (text := row.cells.get(at, "")):
            continue
        if len(text) > _CELL:
            raise TableRefused(f"la cella «{name}» è troppo lunga.", row.number)
        try:
            cells[name] = clean_line(text)
        except ValueError as error:
            raise TableRefused(str(error), row.number) from None
        if at in row.numeric:
            numeric.append(name)
    return {"number": row.number, "cells": cells, "numeric": numeric}
