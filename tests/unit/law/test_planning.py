"""Counting back from the day of approval."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.law.days import holiday_name
from app.law.planning import backward_plan
from app.law.terms import count_term

APPROVAL = date(2026, 7, 15)


def test_the_first_laboratory_can_be_given() -> None:
    plan = backward_plan(APPROVAL, first_laboratory=date(2026, 5, 20))
    assert plan.closes == date(2026, 5, 9)
    assert plan.publication == date(2026, 4, 17)
    assert "Pubblicate l'avviso al più tardi venerdì 17 aprile 2026." in plan.sentences


def test_closing_at_an_hour_moves_the_publication_back() -> None:
    whole = backward_plan(APPROVAL, first_laboratory=date(2026, 5, 23))
    at_nine = backward_plan(APPROVAL, first_laboratory=date(2026, 5, 23), closing_at=time(9))
    assert (whole.publication, at_nine.publication) == (date(2026, 4, 22), date(2026, 4, 21))


def test_the_plan_says_whether_it_still_fits() -> None:
    plan = backward_plan(APPROVAL)
    assert plan.still_fits(plan.publication)
    assert not plan.still_fits(plan.publication + timedelta(days=1))


def test_a_laboratory_after_the_approval_is_refused() -> None:
    with pytest.raises(ValueError, match="before the approval"):
        backward_plan(APPROVAL, first_laboratory=APPROVAL)


@pytest.mark.parametrize("wrong", [{"days": 19}, {"examination_days": -1}])
def test_impossible_lengths_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="twenty days"):
        backward_plan(APPROVAL, **wrong)  # type: ignore[arg-type]


@given(st.dates(date(2024, 1, 1), date(2060, 1, 1)))
def test_the_safe_day_is_a_working_day_whose_count_fits(approval: date) -> None:
    plan = backward_plan(approval)
    assert holiday_name(plan.publication, saturday=True) is None
    assert count_term(plan.publication).last_day <= plan.closes < plan.first_laboratory < approval
