"""A row of an office's table, read cell by cell: what it says of an item, what cannot be told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Optional

from app.core.files.tables import TableRow
from app.steps.plans.cells import cents_of, day_of, is_nothing, level_of, line_of, state_of, text_of
from app.steps.plans.columns import BY_FIELD
from app.steps.plans.enums import Level


@dataclass(slots=True)
class Line:
    """A row of the table. `values` has the fields that it says, by name of column of the plan.

    A field whose column is not in the file is not in `values`: it stays as it is in the plan.
    `parent` there is a code. `above` is what stands above it in the file, where `parent` is not
    said. A line with `errors` is refused.

    In a table without codes a line is known by its name: `under` is the line that holds it, and
    the code comes from the plan (`naming.py`).
    """

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    above: str = ""
    by_name: bool = False
    under: Optional["Line"] = None

    @property
    def code(self) -> str:
        return str(self.values.get("code", ""))

    @property
    def level(self) -> Level:
        level: Level = self.values["level"]
        return level


def read_line(row: TableRow, columns: Mapping[str, int], *, sheet: bool) -> Line:
    """The fields of these columns (field → place from 0); `sheet` where Excel's numbers stand."""
    line = Line(row.number)
    readers = _READERS_OF_SHEETS if sheet else _READERS
    for name, at in columns.items():
        words = row.cells.get(at, "")
        header = BY_FIELD[name].header
        try:
            value = readers[name](words)
        except ValueError as wrong:
            line.errors.append(f"{header}: {wrong}")
            continue
        if BY_FIELD[name].needed and value is None:
            line.errors.append(f"{header}: manca.")
        elif value is not None or name in ("due_on", "amount_cents"):
            line.values[name] = value
    return line


def _words(most: int) -> Callable[[str], str]:
    return lambda words: "" if is_nothing(words) else line_of(words, most)


def _needed(most: int) -> Callable[[str], str | None]:
    return lambda words: line_of(words, most) or None


_READERS: Final[Mapping[str, Callable[[str], Any]]] = {
    "code": _needed(40),
    "level": lambda words: None if is_nothing(words) else level_of(words),
    "title": _needed(500),
    "text": text_of,
    "parent": _words(40),
    "owner": _words(200),
    "due_on": day_of,
    "amount_cents": cents_of,
    "state": lambda words: None if is_nothing(words) else state_of(words),
    "sector": _words(200),
}
_READERS_OF_SHEETS: Final[Mapping[str, Callable[[str], Any]]] = {
    **_READERS,
    "due_on": lambda words: day_of(words, sheet=True),
    "amount_cents": lambda words: cents_of(words, sheet=True),
}
