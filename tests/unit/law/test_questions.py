"""Until when questions are asked, by the deadline in force; when their answers press."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.law.questions import (
    FEWEST_DAYS,
    MOST_DAYS,
    Pressure,
    check_asking,
    check_days,
    pressure,
    questions_until,
)
from app.law.words import ROME, in_rome

CLOSES = datetime(2025, 12, 15, 12, 30, tzinfo=ROME)
PUBLISHED = datetime(2025, 11, 17, 9, 0, tzinfo=ROME)
SECOND = timedelta(seconds=1)


def test_the_last_second_is_that_of_the_day_in_rome() -> None:
    assert questions_until(CLOSES, 7) == datetime(2025, 12, 8, 23, 59, 59, tzinfo=ROME)


def test_the_days_are_those_of_the_calendar_over_the_change_of_the_hour() -> None:
    closes = datetime(2026, 3, 30, 0, 30, tzinfo=ROME)  # 29/3 has twenty-three hours
    assert questions_until(closes.astimezone(UTC), 1).date() == date(2026, 3, 29)


@pytest.mark.parametrize(
    ("late_by", "allowed"), [(-SECOND, True), (timedelta(0), True), (SECOND, False)]
)
def test_the_second_of_the_term_is_in_and_the_next_is_out(
    late_by: timedelta, allowed: bool
) -> None:
    now = questions_until(CLOSES, 7) + late_by
    assert check_asking(PUBLISHED, CLOSES, 7, now).allowed is allowed


def test_nobody_asks_about_an_avviso_that_is_not_there() -> None:
    assert not check_asking(None, CLOSES, 7, PUBLISHED).allowed
    assert not check_asking(PUBLISHED, CLOSES, 7, PUBLISHED - SECOND).allowed


@settings(max_examples=40, deadline=None)
@given(
    st.timedeltas(timedelta(0), timedelta(days=2000)),
    st.integers(FEWEST_DAYS, MOST_DAYS),
    st.timedeltas(timedelta(days=1), timedelta(days=60)),
)
def test_questions_end_before_the_avviso_and_move_with_it(
    later: timedelta, days: int, moved: timedelta
) -> None:
    closes = CLOSES.astimezone(UTC) + later
    until = questions_until(closes, days)
    assert until < closes
    assert (in_rome(closes).date() - until.date()).days == days
    assert questions_until(closes + moved, days) > until


@pytest.mark.parametrize(("days", "allowed"), [(0, False), (1, True), (15, True), (16, False)])
def test_answers_can_always_be_read_before_the_deadline(days: int, allowed: bool) -> None:
    assert check_days(days).allowed is allowed


@pytest.mark.parametrize(
    ("left", "felt"),
    [
        (timedelta(days=7, seconds=1), Pressure.CALM),
        (timedelta(days=7), Pressure.NEAR),
        (timedelta(hours=48), Pressure.URGENT),
        (-SECOND, Pressure.URGENT),
    ],
)
def test_the_deadline_presses_on_what_has_no_answer(left: timedelta, felt: Pressure) -> None:
    assert pressure(CLOSES, CLOSES - left) is felt
