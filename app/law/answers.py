"""The term within which an authority answers an istanza, and how much of it is left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from app.law.days import MonthDay
from app.law.sources import L241_2_2
from app.law.terms import TermCount, end_of_days
from app.law.words import counted

ANSWER_DAYS: Final = 30
"""Days to answer an istanza where no regulation says otherwise (L. 241/1990, art. 2 c. 2)."""
PRESSING_DAYS: Final = 5
"""Days before the end from which an answer is pressing."""


def end_of_answer(
    presented: date,
    days: int = ANSWER_DAYS,
    *,
    patron: MonthDay | None = None,
    saturday: bool = False,
) -> TermCount:
    """Count the days to answer an istanza presented on ``presented``, a day in Rome.

    Nothing suspends them. Source: L. 241/1990, art. 2 c. 2. Raises ValueError when ``days`` is
    under one.
    """
    return end_of_days(
        presented,
        days,
        patron=patron,
        saturday=saturday,
        source=L241_2_2,
        starts_with="Presentazione",
    )


@dataclass(frozen=True, slots=True)
class AnswerClock:
    """Where a term stands on a day: ``left`` are days, negative once it has gone by."""

    left: int

    @property
    def overdue(self) -> bool:
        """True from the day after the last one."""
        return self.left < 0

    @property
    def pressing(self) -> bool:
        """True when the term has gone by or is about to."""
        return self.left <= PRESSING_DAYS

    @property
    def words(self) -> str:
        """``mancano 12 giorni``, ``scade oggi`` or ``in ritardo di 3 giorni``."""
        if self.left < 0:
            return f"in ritardo di {counted(-self.left, 'giorno', 'giorni')}"
        if self.left == 0:
            return "scade oggi"
        verb = "manca" if self.left == 1 else "mancano"
        return f"{verb} {counted(self.left, 'giorno', 'giorni')}"


def answer_clock(answer_by: date, day: date) -> AnswerClock:
    """How the term that ends with ``answer_by`` stands on ``day``; both are days in Rome."""
    return AnswerClock((answer_by - day).days)
