"""The term for answering an istanza, and how much of it is left."""

from datetime import date

import pytest

from app.law.answers import answer_clock, end_of_answer
from app.law.days import MonthDay


@pytest.mark.parametrize(
    ("presented", "days", "last"),
    [
        (date(2026, 1, 7), 30, date(2026, 2, 6)),
        (date(2026, 11, 8), 30, date(2026, 12, 9)),
        (date(2026, 4, 20), 10, date(2026, 4, 30)),
    ],
)
def test_the_term_is_counted_as_the_law_counts(presented: date, days: int, last: date) -> None:
    count = end_of_answer(presented, days)
    assert count.last_day == last
    assert count.sources[0].short == "l241-2-2"


def test_patron_and_saturday_move_the_last_day() -> None:
    presented = date(2026, 4, 22)
    assert end_of_answer(presented, 30).last_day == date(2026, 5, 22)
    moved = end_of_answer(presented, 30, patron=MonthDay(5, 22), saturday=True)
    assert moved.last_day == date(2026, 5, 25)


@pytest.mark.parametrize(
    ("day", "words", "overdue", "pressing"),
    [
        (date(2026, 2, 20), "mancano 10 giorni", False, False),
        (date(2026, 3, 1), "manca 1 giorno", False, True),
        (date(2026, 3, 2), "scade oggi", False, True),
        (date(2026, 3, 5), "in ritardo di 3 giorni", True, True),
    ],
)
def test_the_office_sees_it_running(day: date, words: str, overdue: bool, pressing: bool) -> None:
    clock = answer_clock(date(2026, 3, 2), day)
    assert (clock.words, clock.overdue, clock.pressing) == (words, overdue, pressing)
