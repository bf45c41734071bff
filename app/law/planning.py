"""The same count, backwards: from the day of approval to the latest safe publication."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

from app.law.days import MonthDay, previous_working_day
from app.law.terms import (
    END_OF_DAY,
    MINIMUM_DAYS,
    TermCount,
    count_term,
    latest_publication,
)
from app.law.words import counted, day_in_words

EXAMINATION_DAYS: Final = 10
LABORATORIES_DAYS: Final = 40
CONCLUSION_DAYS: Final = 30
"""Customary lengths, not law: days to examine, to hold the laboratories, to conclude."""


@dataclass(frozen=True, slots=True)
class BackwardPlan:
    """The days of a procedure counted back from the day the organ approves.

    ``publication`` is the latest safe day: a working day, never a Saturday, since offices are
    closed, whose count ends by ``closes``.
    Every day is a day in Rome.
    """

    approval: date
    first_laboratory: date
    closes: date
    publication: date
    count: TermCount
    sentences: tuple[str, ...]

    def still_fits(self, today: date) -> bool:
        """True while the safe day of publication has not gone by."""
        return today <= self.publication


def backward_plan(
    approval: date,
    *,
    first_laboratory: date | None = None,
    closing_at: time = END_OF_DAY,
    days: int = MINIMUM_DAYS,
    examination_days: int = EXAMINATION_DAYS,
    laboratories_days: int = LABORATORIES_DAYS,
    conclusion_days: int = CONCLUSION_DAYS,
    patron: MonthDay | None = None,
    saturday: bool = False,
) -> BackwardPlan:
    """Plan back from ``approval``: first laboratory, closing, latest safe publication.

    ``examination_days`` whole days lie between the closing and the first laboratory;
    ``closing_at`` is an hour in Rome. Only ``days`` is law (LR 65/2020, art. 10 c. 1 lett.
    c). Raises ValueError for wrong lengths, or a laboratory not before the approval.
    """
    if days < MINIMUM_DAYS or min(examination_days, laboratories_days, conclusion_days) < 0:
        raise ValueError("an avviso stays open twenty days, and no length is negative")
    if first_laboratory is None:
        before = timedelta(days=laboratories_days + conclusion_days)
        first_laboratory = previous_working_day(approval - before, patron, saturday)
    elif first_laboratory >= approval:
        raise ValueError("the first laboratory comes before the approval")
    examined = timedelta(days=examination_days + 1)
    closes = previous_working_day(first_laboratory - examined, patron, saturday)
    latest = latest_publication(closes, at=closing_at, days=days, patron=patron, saturday=saturday)
    publication = previous_working_day(latest, patron, saturday=True)
    count = count_term(publication, days, patron, saturday)
    sentences = (
        f"Approvazione: {day_in_words(approval)}.",
        f"Primo laboratorio: {day_in_words(first_laboratory)}.",
        f"Istruttoria: {counted(examination_days, 'giorno', 'giorni')} prima del laboratorio.",
        f"Chiusura dell'avviso: entro le {closing_at:%H:%M:%S} di {day_in_words(closes)}.",
        f"Pubblicate l'avviso al più tardi {day_in_words(publication)}.",
        *count.sentences,
    )
    return BackwardPlan(approval, first_laboratory, closes, publication, count, sentences)
