"""What became of it: which years may be accounted for, what is overdue, what reached its target.

Pure: figures are integers of one unit, days are days in Rome.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Final

FIRST_YEAR: Final = 1990
YEARS_AHEAD: Final = 20
"""How far ahead a target may lie."""


class Reach(StrEnum):
    """How a value stands to the target of its year."""

    REACHED = "reached"
    NEARER = "nearer"
    NOT_REACHED = "not_reached"
    WORSE = "worse"
    NO_TARGET = "no_target"
    NO_VALUE = "no_value"

    @property
    def label(self) -> str:
        """In Italian, of the year's target."""
        return {
            "reached": "obiettivo raggiunto",
            "nearer": "più vicino, non ancora raggiunto",
            "not_reached": "obiettivo non raggiunto",
            "worse": "più lontano di quando si è partiti",
            "no_target": "nessun obiettivo per quest'anno",
            "no_value": "valore non ancora disponibile",
        }[self.value]

    @property
    def tone(self) -> str:
        """The tone of its chip."""
        return {
            "reached": "success",
            "nearer": "info",
            "not_reached": "warning",
            "worse": "danger",
            "no_target": "neutral",
            "no_value": "neutral",
        }[self.value]


def reach(
    value: int | None, target: int | None, *, rising: bool, baseline: int | None = None
) -> Reach:
    """How `value` stands to `target`; `rising`: more is better. The target itself is reached.

    Nearer and worse are told only where there is a `baseline` to tell them by.
    """
    if value is None:
        return Reach.NO_VALUE
    if target is None:
        return Reach.NO_TARGET
    side = 1 if rising else -1
    if side * value >= side * target:
        return Reach.REACHED
    if baseline is None or value == baseline:
        return Reach.NOT_REACHED
    return Reach.NEARER if side * value > side * baseline else Reach.WORSE


def check_value_year(year: int, today: date) -> str | None:
    """Why no value can be of this year, in Italian, or None."""
    if year < FIRST_YEAR:
        return f"L'anno {year} è fuori misura: si parte dal {FIRST_YEAR}."
    if year > today.year:
        return f"Il {year} non è ancora cominciato: il valore si scrive quando c'è."
    return None


def check_target_year(year: int, today: date) -> str | None:
    """Why no target can be of this year, in Italian, or None."""
    last = today.year + YEARS_AHEAD
    if not FIRST_YEAR <= year <= last:
        return f"L'anno {year} è fuori misura: un obiettivo sta tra il {FIRST_YEAR} e il {last}."
    return None


def check_account(year: int, data_to: date, started: date, today: date) -> str | None:
    """Why there can be no account of `year` with data up to `data_to`, in Italian, or None.

    `started` is the day on which the procedure began.
    """
    if not started.year <= year <= today.year:
        return f"Il rendiconto riguarda un anno tra il {started.year} e il {today.year}."
    if data_to.year not in {year, year + 1}:
        return (
            f"I dati di un rendiconto del {year} arrivano a un giorno del {year} o del {year + 1}."
        )
    if data_to > today:
        return "I dati non possono arrivare a un giorno futuro."
    return None


def is_overdue(due_on: date | None, awaited: bool, on: date) -> bool:
    """Whether what is still `awaited` on a day was due before it; its last day belongs to it."""
    return awaited and due_on is not None and due_on < on
