"""Indicators as pages show them: the newest figures, the drawing, what was corrected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from app.core.web.drawing import WIDE
from app.core.web.value_bars import YearBar, value_bars
from app.law.monitoring import Reach
from app.steps.monitoring.enums import FigureKind
from app.steps.monitoring.picture import FigureRow, IndicatorRow

Headers = list[str | tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Correction:
    """A figure that took the place of another: when, from what to what, why; who for the office."""

    what: str
    before: str
    after: str
    reason: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """An indicator with its years in words, drawn and in a table.

    `measures` is what it measures, in words; empty where it is tied to nothing that is public.
    """

    public_id: str
    code: str
    name: str
    unit: str
    better: str
    note: str
    measures: str
    baseline: str
    newest_year: int | None
    newest: str
    target: str
    reach: Reach
    sources: tuple[str, ...]
    removed: bool
    svg: Markup | None
    headers: Headers
    rows: list[list[str]]
    corrections: tuple[Correction, ...]

    @property
    def caption(self) -> str:
        return f"{self.name}: valori e obiettivi, in {self.unit}"


def indicator_views(
    rows: Sequence[IndicatorRow], measured: Mapping[tuple[str, int], str]
) -> list[IndicatorView]:
    """`measured` maps ("item" or "node", key) → its name, for those that may be shown."""
    return [indicator_view(row, measured) for row in rows]


def indicator_view(row: IndicatorRow, measured: Mapping[tuple[str, int], str]) -> IndicatorView:
    """One indicator; its newest value is the last year that has one."""
    newest = max(row.values, default=None)
    target_year = newest if newest is not None else max(row.targets, default=None)
    return IndicatorView(
        public_id=row.public_id,
        code=row.code,
        name=row.name,
        unit=row.unit,
        better=row.better.label,
        note=row.note,
        measures=_measures(row, measured),
        baseline=_baseline(row),
        newest_year=newest,
        newest=row.shown(row.values[newest]) if newest is not None else "—",
        target=row.shown(row.targets.get(target_year or 0)),
        reach=row.reach(target_year or 0),
        sources=tuple(dict.fromkeys(each.source for each in row.values.values() if each.source)),
        removed=row.removed,
        svg=drawing(row) if row.years else None,
        headers=["Anno", ("Valore", "num"), ("Obiettivo", "num"), "Come sta", "Fonte"],
        rows=year_rows(row),
        corrections=tuple(_correction(row, each) for each in row.corrections),
    )


def _measures(row: IndicatorRow, measured: Mapping[tuple[str, int], str]) -> str:
    return measured.get(("item", row.item_id or 0), "") or measured.get(
        ("node", row.node_id or 0), ""
    )


def _baseline(row: IndicatorRow) -> str:
    start = row.baseline
    return f"{row.shown(start)} nel {start.year}" if start else ""


def drawing(row: IndicatorRow, *, wide: bool = False) -> Markup:
    """Bars of the values, year by year, with the targets; `wide` for paper."""
    bars = [
        YearBar(
            str(year),
            row.values[year].thousandths if year in row.values else None,
            row.targets[year].thousandths if year in row.targets else None,
            _words(row, year),
        )
        for year in row.years
    ]
    title = f"{row.name}: " + "; ".join(f"{each.label} {each.words}" for each in bars)
    return value_bars(title, bars, WIDE) if wide else value_bars(title, bars)


def _words(row: IndicatorRow, year: int) -> str:
    said = row.shown(row.values.get(year)) if year in row.values else "non ancora misurato"
    return said + (f" (obiettivo {row.shown(row.targets[year])})" if year in row.targets else "")


def year_rows(row: IndicatorRow) -> list[list[str]]:
    """The same figures for a table: year, value, target, how it stands, source and note."""
    made = []
    for year in row.years:
        value = row.values.get(year)
        said = " ".join(part for part in (value.source, value.note) if part) if value else ""
        made.append(
            [
                str(year),
                row.bare(value),
                row.bare(row.targets.get(year)),
                row.reach(year).label,
                said or "—",
            ]
        )
    return made


def _correction(row: IndicatorRow, figure: FigureRow) -> Correction:
    assert figure.before is not None
    before = FigureRow(figure.kind, figure.year, 1, figure.before, "", "", "", "", figure.at, None)
    what = figure.kind.label.capitalize()
    return Correction(
        f"{what} del {figure.year}",
        row.shown(before),
        row.shown(figure),
        figure.reason,
        figure.at,
        figure.by,
    )


KINDS = [
    (FigureKind.VALUE.value, "valore misurato"),
    (FigureKind.TARGET.value, "obiettivo dell'anno"),
    (FigureKind.BASELINE.value, "valore di partenza"),
]
