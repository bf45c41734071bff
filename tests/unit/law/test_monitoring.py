"""Which years may be told of, what is overdue, what reached its target."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.law.monitoring import (
    Reach,
    check_account,
    check_target_year,
    check_value_year,
    is_overdue,
    reach,
)

TODAY = date(2026, 11, 26)
FIGURES = st.integers(-(10**6), 10**6)


def test_a_value_is_of_a_year_that_has_begun() -> None:
    assert check_value_year(2026, TODAY) is None
    assert "non è ancora cominciato" in str(check_value_year(2027, TODAY))
    assert "fuori misura" in str(check_value_year(1989, TODAY))


def test_a_target_may_lie_twenty_years_ahead() -> None:
    assert check_target_year(2046, TODAY) is None
    assert "fuori misura" in str(check_target_year(2047, TODAY))


def test_an_account_is_of_a_year_of_the_procedure_with_data_of_that_year_or_the_next() -> None:
    started = date(2025, 10, 20)
    assert check_account(2026, date(2026, 10, 31), started, TODAY) is None
    assert check_account(2025, date(2026, 1, 31), started, TODAY) is None
    assert "tra il 2025 e il 2026" in str(check_account(2024, date(2024, 5, 1), started, TODAY))
    assert "tra il 2025 e il 2026" in str(check_account(2027, date(2027, 5, 1), started, TODAY))
    assert "arrivano a un giorno" in str(check_account(2026, date(2025, 5, 1), started, TODAY))
    assert "futuro" in str(check_account(2026, date(2026, 12, 31), started, TODAY))


@given(FIGURES, st.booleans())
def test_the_target_itself_is_reached(figure: int, rising: bool) -> None:
    assert reach(figure, figure, rising=rising) is Reach.REACHED


@given(FIGURES, FIGURES, FIGURES)
def test_the_other_direction_is_the_mirror(value: int, target: int, baseline: int) -> None:
    up = reach(value, target, rising=True, baseline=baseline)
    assert up is reach(-value, -target, rising=False, baseline=-baseline)


@given(FIGURES, FIGURES, st.booleans())
def test_without_a_baseline_nothing_is_said_of_the_way(
    value: int, target: int, rising: bool
) -> None:
    assert reach(value, target, rising=rising) in {Reach.REACHED, Reach.NOT_REACHED}


def test_on_the_way_it_says_which_way() -> None:
    assert reach(110, 120, rising=True, baseline=100) is Reach.NEARER
    assert reach(90, 120, rising=True, baseline=100) is Reach.WORSE
    assert reach(100, 120, rising=True, baseline=100) is Reach.NOT_REACHED
    assert reach(30, 20, rising=False, baseline=43) is Reach.NEARER
    assert reach(None, 20, rising=False) is Reach.NO_VALUE
    assert reach(30, None, rising=False) is Reach.NO_TARGET


def test_the_last_day_still_belongs_to_what_is_due() -> None:
    assert not is_overdue(TODAY, True, TODAY)
    assert is_overdue(TODAY, True, TODAY + timedelta(days=1))
    assert not is_overdue(TODAY, False, TODAY + timedelta(days=1))
    assert not is_overdue(None, True, TODAY)
