"""Indicators with all their figures in memory; the last of each year counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from app.law.monitoring import Reach, reach
from app.steps.monitoring.details import is_percent, show_bare, show_figure
from app.steps.monitoring.enums import Direction, FigureKind


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure with who recorded it; `before` is the one that it corrects, if it does."""

    kind: FigureKind
    year: int
    sequence: int
    thousandths: int
    source: str
    note: str
    reason: str
    by: str
    at: datetime
    before: int | None


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator with its figures, oldest year first and corrections after what they correct.

    `item_id` and `node_id` are the keys of what it measures.
    """

    id: int
    public_id: str
    code: str
    name: str
    unit: str
    better: Direction
    note: str
    item_id: int | None
    node_id: int | None
    removed: bool
    edition: int
    figures: Sequence[FigureRow]

    @cached_property
    def values(self) -> dict[int, FigureRow]:
        """Year → the value that counts."""
        return self._latest(FigureKind.VALUE)

    @cached_property
    def targets(self) -> dict[int, FigureRow]:
        """Year → the target that counts."""
        return self._latest(FigureKind.TARGET)

    @cached_property
    def baseline(self) -> FigureRow | None:
        """Where it started: the last one recorded."""
        found = [each for each in self.figures if each.kind is FigureKind.BASELINE]
        return max(found, key=lambda each: (each.at, each.sequence), default=None)

    @property
    def years(self) -> list[int]:
        """Every year of which there is a value or a target."""
        return sorted({*self.values, *self.targets})

    @property
    def corrections(self) -> list[FigureRow]:
        return [each for each in self.figures if each.sequence > 1]

    def standing(self, kind: FigureKind, year: int) -> FigureRow | None:
        """The figure of this kind and year that counts."""
        if kind is FigureKind.BASELINE:
            found = self._latest(kind).get(year)
        else:
            found = (self.values if kind is FigureKind.VALUE else self.targets).get(year)
        return found

    def reach(self, year: int) -> Reach:
        """How the value of a year stands to that year's target."""
        value, target = self.values.get(year), self.targets.get(year)
        return reach(
            value.thousandths if value else None,
            target.thousandths if target else None,
            rising=self.better is Direction.HIGHER,
            baseline=self.baseline.thousandths if self.baseline else None,
        )

    def shown(self, figure: FigureRow | None) -> str:
        """A figure in its unit, or a dash."""
        return show_figure(figure.thousandths, self.unit) if figure else "—"

    def bare(self, figure: FigureRow | None) -> str:
        """A figure without its unit, or a dash."""
        return show_bare(figure.thousandths, self.unit) if figure else "—"

    @property
    def measured_in(self) -> str:
        """`Persone accolte (persone)`: the name with the unit of bare figures."""
        return self.name if is_percent(self.unit) else f"{self.name} ({self.unit})"

    def _latest(self, kind: FigureKind) -> dict[int, FigureRow]:
        return {each.year: each for each in self.figures if each.kind is kind}
