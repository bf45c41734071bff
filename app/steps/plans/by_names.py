"""A table without codes: a column for each level, and in each row the names from the top down.

What holds a row may be repeated in each, or written once with empty cells (or merged ones) below.
The other cells of a row are of the lowest item that it names.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from app.core.files.tables import TableRow
from app.core.text import sort_key
from app.steps.plans.cells import is_nothing, line_of
from app.steps.plans.columns import BY_FIELD, COLUMNS, NAMES
from app.steps.plans.enums import Level
from app.steps.plans.lines import Line, read_line

_MOST_NAME: Final = 500
_FIELDS: Final = {column.field: level for column, level in zip(NAMES, Level, strict=True)}
_OF_CODES: Final = frozenset({"code", "level", "title", "parent"})
_DETAILS: Final = frozenset(column.field for column in COLUMNS) - _OF_CODES
_NO_NAME: Final = "Nella riga non c'è il nome di un obiettivo, di un programma o di un'attività."


def read_by_names(
    rows: Iterable[TableRow], columns: Mapping[str, int], *, sheet: bool
) -> list[Line]:
    """A line for each item that the rows name, each after what holds it; codes are not given yet.

    An empty cell says what the one above says, as long as nothing to its left is new; a dash says
    that the level is not there.
    """
    reader = _Reader(columns, sheet=sheet)
    for row in rows:
        reader.take(row)
    return reader.lines


def name_key(name: str) -> str:
    """What two spellings of one name have in common."""
    return sort_key(name) or name


class _Reader:
    def __init__(self, columns: Mapping[str, int], *, sheet: bool) -> None:
        self.lines: list[Line] = []
        self.sheet = sheet
        self.code_at = columns.get("code")
        self.details = {name: at for name, at in columns.items() if name in _DETAILS}
        self.places = {_FIELDS[name]: at for name, at in columns.items() if name in _FIELDS}
        if "title" in columns:
            self.places.setdefault(Level.ACTIVITY, columns["title"])
        self.above: dict[Level, str] = {}
        self.known: dict[tuple[str, ...], Line] = {}
        self.told: set[int] = set()  # lines whose row was met, by id

    def take(self, row: TableRow) -> None:
        if not row.cells:
            return
        said = {level: row.cells.get(at, "") for level, at in self.places.items()}
        if all(is_nothing(words) for words in said.values()):
            self.lines.append(Line(row.number, errors=[_NO_NAME]))
            return
        line: Line | None = None
        path: tuple[str, ...] = ()
        for level, name in self._names(said).items():
            path = (*path, level.value, name_key(name))
            line = self._line(path, level, name, row.number, line)
        if line is not None:
            self._tell(line, row)

    def _names(self, said: Mapping[Level, str]) -> dict[Level, str]:
        """The names of a row from the top down, with those that it leaves to the rows above."""
        names: dict[Level, str] = {}
        new = False
        for level in Level:
            words = said.get(level, "")
            if not words and level is not Level.ACTIVITY and not new:
                words = self.above.get(level, "")
            name = "" if is_nothing(words) else words
            new = new or name_key(name) != name_key(self.above.get(level, ""))
            if name:
                names[level] = name
        self.above = names
        return names

    def _line(
        self, path: tuple[str, ...], level: Level, name: str, number: int, under: Line | None
    ) -> Line:
        line = self.known.get(path)
        if line is None:
            line = Line(number, {"level": level}, by_name=True, under=under)
            try:
                line.values["title"] = line_of(name, _MOST_NAME)
            except ValueError as wrong:
                line.values["title"] = name[:_MOST_NAME]
                line.errors.append(f"{BY_FIELD[level.value].header}: {wrong}")
            self.known[path] = line
            self.lines.append(line)
        return line

    def _tell(self, line: Line, row: TableRow) -> None:
        """Give the lowest item of a row what its other cells say."""
        read = read_line(row, self.details, sheet=self.sheet)
        if id(line) in self.told:
            if line.level is Level.ACTIVITY or any(row.cells.get(at) for at in self._others()):
                words = f"«{line.values['title']}» è già alla riga {line.number}."
                values = {"level": line.level, "title": line.values["title"]}
                self.lines.append(
                    Line(row.number, values, [f"{BY_FIELD[line.level.value].header}: {words}"])
                )
            return
        self.told.add(id(line))
        line.number = row.number
        line.values |= read.values
        line.errors += read.errors
        self._take_code(line, row)

    def _take_code(self, line: Line, row: TableRow) -> None:
        words = row.cells.get(self.code_at, "") if self.code_at is not None else ""
        if not is_nothing(words):
            try:
                line.values["code"] = line_of(words, 40)
            except ValueError as wrong:
                line.errors.append(f"{BY_FIELD['code'].header}: {wrong}")

    def _others(self) -> list[int]:
        places = list(self.details.values())
        return places if self.code_at is None else [*places, self.code_at]
