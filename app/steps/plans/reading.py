"""From an office's table to the lines of a plan: where the headers are, what each row says.

A line is judged alone and with the other lines of its file: codes given twice, who is above whom.
What the plan already has is `changes.py`'s business. Rows are read one after the other.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO, Final

from app.core.files.sheet_xml import Merge
from app.core.files.sheets import SheetTable
from app.core.files.tables import Table, TableRefused, TableRow, open_csv, too_many
from app.steps.plans.by_names import read_by_names
from app.steps.plans.columns import HEADER_ROWS, Headers, is_by_names, recognise
from app.steps.plans.enums import Level
from app.steps.plans.lines import Line, read_line

MAX_ROWS: Final = 10_000
_MOST_COUNTED: Final = 1 << 20  # rows of a sheet: Excel has no more
_EMPTY: Final = "Il file è vuoto: non c'è nessuna riga."
_ONLY_HEADERS: Final = "Sotto le intestazioni non c'è nessuna riga."


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A table that could be opened, with what its headers say."""

    table: Table
    headers: Headers
    sheet: bool

    def lines(self, columns: Mapping[str, int]) -> list[Line]:
        """Every row under the headers, read with these columns (field → place from 0).

        Raises TableRefused for a file without rows, or with more than MAX_ROWS.
        """
        rows = list(islice(self._rows(columns), MAX_ROWS + 1))
        if len(rows) > MAX_ROWS:
            raise too_many(MAX_ROWS)
        if is_by_names(columns):
            lines = read_by_names(rows, columns, sheet=self.sheet)
        else:
            lines = [read_line(row, columns, sheet=self.sheet) for row in rows]
        if not lines:
            raise TableRefused(_ONLY_HEADERS)
        _refuse_twice(lines)
        if is_by_names(columns):
            return lines
        _note_above(lines)
        _refuse_rounds(lines)
        return lines

    def _rows(self, columns: Mapping[str, int]) -> Iterator[TableRow]:
        rows = self.table.rows(frozenset(columns.values()))
        if isinstance(self.table, SheetTable):
            # One amount over several rows is one amount: repeated, it would be counted twice.
            whole = columns.get("amount_cents")
            merges = [merge for merge in self.table.merged() if merge.first_column != whole]
            rows = _unmerged(rows, merges, self.headers.row)
        return (row for row in rows if row.number > self.headers.row)


def open_plan(source: BinaryIO) -> PlanFile:
    """The table in `source`, a seekable file: XLSX by its first bytes, CSV otherwise.

    Raises TableRefused for one that is empty, too long, or no table.
    """
    source.seek(0)
    beginning = source.read(4)
    sheet = beginning == b"PK\x03\x04"
    if not beginning:
        raise TableRefused(_EMPTY)
    table = _open_sheet(source) if sheet else open_csv(source, most=MAX_ROWS)
    best: Headers | None = None
    for row in table.head():
        if row.number > HEADER_ROWS and best is not None:
            break
        found = recognise(row)
        if best is None or len(found.columns) > len(best.columns):
            best = found
    if best is None:
        raise TableRefused(_EMPTY)
    return PlanFile(table, best, sheet)


def _open_sheet(source: BinaryIO) -> Table:
    """The first sheet, whose length is known before its rows are laid out."""
    sheet = SheetTable(source)
    if sheet.count(_MOST_COUNTED) > MAX_ROWS + HEADER_ROWS:
        raise too_many(MAX_ROWS)
    return sheet


def _unmerged(rows: Iterator[TableRow], merges: list[Merge], header: int) -> Iterator[TableRow]:
    """The rows, where each of the merged cells of a column says what the first of them says."""
    waiting = sorted(
        (merge for merge in merges if merge.last_row > merge.first_row > header),
        key=lambda merge: -merge.first_row,
    )
    running: dict[int, tuple[int, str]] = {}  # column → last row, words
    for row in rows:
        while waiting and waiting[-1].first_row <= row.number:
            merge = waiting.pop()
            words = row.cells.get(merge.first_column, "")
            if merge.first_row == row.number and words:
                running[merge.first_column] = (merge.last_row, words)
        told = {at: words for at, (last, words) in running.items() if row.number <= last}
        yield TableRow(row.number, {**told, **row.cells})


def _refuse_twice(lines: list[Line]) -> None:
    by_code: dict[str, list[Line]] = {}
    for line in lines:
        if line.code:
            by_code.setdefault(line.code, []).append(line)
    for code, same in by_code.items():
        if len(same) > 1:
            rows = ", ".join(str(line.number) for line in same)
            for line in same:
                line.errors.append(f"Codice: «{code}» è scritto più volte, alle righe {rows}.")


def _note_above(lines: list[Line]) -> None:
    """What holds each line if it does not say so: the last one above it of a higher level.

    Under a row that cannot be told nothing is guessed.
    """
    last: dict[Level, str] = {}
    for line in lines:
        level = line.values.get("level")
        if level is None:
            last.clear()
            continue
        higher = [last[other] for other in Level if other.depth < level.depth and other in last]
        line.above = higher[-1] if higher else ""
        last[level] = line.code
        for other in Level:
            if other.depth > level.depth:
                last.pop(other, None)


def _refuse_rounds(lines: list[Line]) -> None:
    """Refuse the lines that, from one to the one above, come back to themselves."""
    above = {line.code: line.values.get("parent", "") for line in lines if line.code}
    rounds = {code: ring for ring in _rings(above) for code in ring}
    for line in lines:
        if ring := rounds.get(line.code):
            names = " → ".join((*ring, ring[0]))
            line.errors.append(f"Codice superiore: si torna al punto di partenza ({names}).")


def _rings(above: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """The rings in a map from each code to the one above it; each once."""
    seen: set[str] = set()
    for start in above:
        path: list[str] = []
        code = start
        while code in above and code not in seen:
            seen.add(code)
            path.append(code)
            code = above[code]
        if code in path:
            yield tuple(path[path.index(code) :])
