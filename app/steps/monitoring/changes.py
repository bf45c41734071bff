"""What a table of figures would change: every line against the indicators that stand. Pure."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from app.core.events import canonical
from app.core.i18n import number_words
from app.core.text import sort_key
from app.law.monitoring import check_target_year, check_value_year
from app.steps.monitoring.details import is_percent, read_figure, show_figure
from app.steps.monitoring.enums import Direction, FigureKind
from app.steps.monitoring.picture import IndicatorRow

_WAYS: Final = {
    "cresce": Direction.HIGHER, "aumenta": Direction.HIGHER, "piu alto": Direction.HIGHER,
    "higher": Direction.HIGHER, "crescente": Direction.HIGHER, "alto": Direction.HIGHER,
    "cala": Direction.LOWER, "diminuisce": Direction.LOWER, "piu basso": Direction.LOWER,
    "lower": Direction.LOWER, "decrescente": Direction.LOWER, "basso": Direction.LOWER,
}  # fmt: skip
_KINDS: Final = (("valore", FigureKind.VALUE), ("obiettivo", FigureKind.TARGET))
_LIMITS: Final = {"codice": 40, "nome": 300, "unità": 60}
_ONE: Final = 1000  # thousandths


@dataclass(frozen=True, slots=True)
class NewIndicator:
    code: str
    name: str
    unit: str
    better: Direction


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that the table brings; `before` is what it corrects, None where it is new."""

    code: str
    unit: str
    kind: FigureKind
    year: int
    thousandths: int
    source: str
    note: str
    before: int | None

    @property
    def words(self) -> str:
        said = f"{self.kind.label} {self.year}: "
        if self.before is not None:
            said += f"{show_figure(self.before, self.unit)} → "
        return said + show_figure(self.thousandths, self.unit)


@dataclass(frozen=True, slots=True)
class LineView:
    """A line of the table: what it changes, or what is wrong with it, in words."""

    number: int
    cells: Mapping[str, str]
    new: NewIndicator | None
    figures: tuple[FigureChange, ...]
    same: int
    errors: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """All that a table changes, in the order of its lines."""

    lines: tuple[LineView, ...]

    @property
    def wrong(self) -> int:
        return sum(bool(line.errors) for line in self.lines)

    @property
    def new(self) -> list[NewIndicator]:
        return [line.new for line in self.lines if line.new is not None]

    @property
    def figures(self) -> list[FigureChange]:
        return [figure for line in self.lines for figure in line.figures]

    @property
    def corrections(self) -> list[FigureChange]:
        return [figure for figure in self.figures if figure.before is not None]

    @property
    def digest(self) -> str:
        """What the page showed: another one means that something changed meanwhile."""
        said = [
            [
                str(value)
                for value in (each.code, each.kind, each.year, each.thousandths, each.before)
            ]
            for each in self.figures
        ]
        return hashlib.sha256(
            canonical([said, [each.code for each in self.new]]).encode()
        ).hexdigest()


@dataclass(frozen=True, slots=True)
class _Known:
    """An indicator that a line may name: one that stands, or one that an earlier line brings."""

    code: str
    unit: str
    better: Direction
    row: IndicatorRow | None


def work_out(
    rows: Iterable[Mapping[str, Any]], standing: Sequence[IndicatorRow], today: date
) -> Changes:
    """What the lines of a table (`reading.read_rows`) change of the indicators that stand.

    `standing` holds removed ones too: their codes are taken. `today` is the day in Rome.
    """
    worker = _Worker(standing, today)
    return Changes(tuple(worker.line(row) for row in rows))


class _Worker:
    def __init__(self, standing: Sequence[IndicatorRow], today: date) -> None:
        self._known = {
            row.code.lower(): _Known(row.code, row.unit, row.better, row) for row in standing
        }
        self._today = today
        self._seen: dict[tuple[str, FigureKind, int], int] = {}

    def line(self, row: Mapping[str, Any]) -> LineView:
        cells: dict[str, str] = row["cells"]
        errors: list[str] = []
        warnings: list[str] = []
        known, new = self._indicator(cells, errors, warnings)
        year = self._year(cells, row["numeric"], errors)
        figures: list[FigureChange] = []
        same = 0
        if known is not None and year is not None:
            for column, kind in _KINDS:
                made = self._figure(row, known, column, kind, year, errors, warnings)
                if made is not None and made.before == made.thousandths:
                    same += 1
                elif made is not None:
                    figures.append(made)
        if not cells.get("valore") and not cells.get("obiettivo"):
            errors.append("Manca il valore o l'obiettivo: la riga non dice niente.")
        kept = () if errors else tuple(figures)
        return LineView(
            row["number"],
            cells,
            None if errors else new,
            kept,
            same,
            tuple(errors),
            tuple(warnings),
        )

    def _indicator(
        self, cells: Mapping[str, str], errors: list[str], warnings: list[str]
    ) -> tuple[_Known | None, NewIndicator | None]:
        code = cells.get("codice", "")
        for column, most in _LIMITS.items():
            if len(cells.get(column, "")) > most:
                errors.append(f"{column}: al massimo {number_words(most)} caratteri.")
        if not code:
            errors.append("Manca il codice dell'indicatore.")
            return None, None
        known = self._known.get(code.lower())
        if known is None:
            return self._new(code, cells, errors)
        if known.row is not None and known.row.removed:
            errors.append(f"L'indicatore «{known.code}» è tolto: rimettetelo prima.")
        _compare(known, cells, errors, warnings)
        return known, None

    def _new(
        self, code: str, cells: Mapping[str, str], errors: list[str]
    ) -> tuple[_Known | None, NewIndicator | None]:
        lacking = [column for column in ("nome", "unità", "verso") if not cells.get(column)]
        if lacking:
            errors.append(
                f"Il codice «{code}» non è di un indicatore che c'è; per farne uno nuovo "
                f"mancano: {', '.join(lacking)}."
            )
            return None, None
        better = _way(cells["verso"])
        if better is None:
            errors.append(f"Il verso «{cells['verso'][:40]}» non si capisce: «cresce» o «cala».")
            return None, None
        new = NewIndicator(code, cells["nome"], cells["unità"], better)
        known = _Known(code, new.unit, better, None)
        self._known[code.lower()] = known
        return known, new

    def _year(
        self, cells: Mapping[str, str], numeric: Sequence[str], errors: list[str]
    ) -> int | None:
        typed = cells.get("anno", "")
        if "anno" in numeric:
            typed = typed.removesuffix(".0")
        if not (len(typed) == 4 and typed.isascii() and typed.isdigit()):
            errors.append(f"L'anno «{typed[:40]}» non è un anno di quattro cifre.")
            return None
        return int(typed)

    def _figure(
        self,
        row: Mapping[str, Any],
        known: _Known,
        column: str,
        kind: FigureKind,
        year: int,
        errors: list[str],
        warnings: list[str],
    ) -> FigureChange | None:
        cells = row["cells"]
        if not (typed := cells.get(column, "")):
            return None
        check = check_value_year if kind is FigureKind.VALUE else check_target_year
        if (problem := check(year, self._today)) is not None:
            errors.append(problem)
            return None
        key = (known.code.lower(), kind, year)
        first = self._seen.setdefault(key, row["number"])
        if first != row["number"]:
            errors.append(f"Il {column} {year} di «{known.code}» c'è già alla riga {first}.")
            return None
        numeric = column in row["numeric"]
        try:
            number = read_figure(typed, known.unit, numeric=numeric)
        except ValueError as error:
            errors.append(f"{column}: {error}")
            return None
        if numeric and is_percent(known.unit) and 0 < number <= _ONE:
            warnings.append(f"{column}: letto come {show_figure(number, known.unit)}. È così?")
        before = known.row.standing(kind, year) if known.row else None
        return FigureChange(
            known.code, known.unit, kind, year, number,
            cells.get("fonte", ""), cells.get("nota", ""),
            before.thousandths if before else None,
        )  # fmt: skip


def _way(typed: str) -> Direction | None:
    return _WAYS.get(sort_key(typed).removeprefix("meglio se "))


def _compare(
    known: _Known, cells: Mapping[str, str], errors: list[str], warnings: list[str]
) -> None:
    """The table does not change what an indicator is: only its own page does."""
    unit, way = cells.get("unità", ""), cells.get("verso", "")
    if (
        unit
        and sort_key(unit) != sort_key(known.unit)
        and not (is_percent(unit) and is_percent(known.unit))
    ):
        errors.append(f"L'unità «{unit[:40]}» non è quella dell'indicatore: {known.unit}.")
    if way and _way(way) is not known.better:
        errors.append(f"Il verso «{way[:40]}» non è quello dell'indicatore: {known.better.label}.")
    name = cells.get("nome", "")
    if known.row is not None and name and sort_key(name) != sort_key(known.row.name):
        warnings.append(f"Il nome resta «{known.row.name}»: si cambia nella sua pagina.")
