"""Working days and holidays in Italy.

Sundays are holidays (L. 260/1949), as are the national ones and the municipality's patron.
Saturday is a working day unless the authority's setting says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import holidays

_ONE_DAY: Final = timedelta(days=1)
_SATURDAY, _SUNDAY = 5, 6
_ST_FRANCIS_AGAIN_FROM: Final = 2026
_KEPT_ON_A_SUNDAY: Final = "Giorno dell'unità nazionale"


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day of every year, such as a patron's. Raises ValueError when no year has it."""

    month: int
    day: int

    def __post_init__(self) -> None:
        date(2024, self.month, self.day)  # a leap year: 29 February is a day

    def falls_on(self, day: date) -> bool:
        """True when ``day`` is this day of its year."""
        return (day.month, day.day) == (self.month, self.day)


@lru_cache(maxsize=64)
def _national(year: int) -> Mapping[date, str]:
    """National holidays of one year with their Italian names.

    4 October counts from 2026 (L. 151/2025) even where the library does not know it yet.
    The day of national unity is only kept, on a Sunday, and moves nothing (L. 54/1977).
    """
    found: dict[date, str] = {}
    for day, names in holidays.country_holidays("IT", years=year, language="it_IT").items():
        own = [name for name in names.split("; ") if name != _KEPT_ON_A_SUNDAY]
        if own:
            found[day] = ", ".join(own)
    if year >= _ST_FRANCIS_AGAIN_FROM:
        found.setdefault(date(year, 10, 4), "San Francesco d'Assisi")
    return found


def holiday_name(day: date, patron: MonthDay | None = None, saturday: bool = False) -> str | None:
    """Return why a term cannot end on ``day``, in Italian, or None when it is a working day.

    ``patron`` is the municipality's feast; ``saturday`` makes Saturdays move terms too.
    """
    national = _national(day.year).get(day)
    if national is not None:
        return national
    if patron is not None and patron.falls_on(day):
        return "festa del patrono"
    if day.weekday() == _SUNDAY:
        return "domenica"
    if saturday and day.weekday() == _SATURDAY:
        return "sabato"
    return None


def next_working_day(day: date, patron: MonthDay | None = None, saturday: bool = False) -> date:
    """Return the first working day on or after ``day``: ``day`` itself when it is one."""
    while holiday_name(day, patron, saturday) is not None:
        day += _ONE_DAY
    return day


def previous_working_day(day: date, patron: MonthDay | None = None, saturday: bool = False) -> date:
    """Return the last working day on or before ``day``: ``day`` itself when it is one."""
    while holiday_name(day, patron, saturday) is not None:
        day -= _ONE_DAY
    return day
