"""Classes of data: their terms, the bounds of an authority's own, the day of removal."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.law.retention import BY_CODE, CLASSES, check_months, due_on, months_of


def test_every_class_keeps_its_own_bounds_and_has_a_code_of_its_own() -> None:
    assert len(BY_CODE) == len(CLASSES)
    assert [one.code for one in CLASSES if check_months(one, one.months)] == []


def test_what_is_published_stays_five_years_from_the_next_january() -> None:
    published = BY_CODE["published"]
    assert due_on(published, published.months, date(2026, 3, 2)) == date(2032, 1, 1)
    assert check_months(published, 59) is not None


def test_an_authority_s_own_term_is_the_one_in_force() -> None:
    identity = BY_CODE["identity"]
    assert (months_of(identity, {}), months_of(identity, {"identity": 24})) == (12, 24)
    assert check_months(identity, 61) is not None


@pytest.mark.parametrize(
    ("since", "months", "due"),
    [
        (date(2026, 3, 31), 3, date(2026, 7, 1)),
        (date(2026, 11, 30), 3, date(2027, 3, 1)),
        (date(2026, 12, 31), 2, date(2027, 3, 1)),
        (date(2026, 10, 31), 2, date(2026, 12, 31)),
    ],
)
def test_a_day_that_the_month_lacks_becomes_the_first_after(
    since: date, months: int, due: date
) -> None:
    assert due_on(BY_CODE["drafts"], months, since) == due


@settings(max_examples=60)
@given(since=st.dates(date(2020, 1, 1), date(2040, 1, 1)), months=st.integers(1, 200))
def test_nothing_is_due_before_its_months_have_gone_by(since: date, months: int) -> None:
    due = due_on(BY_CODE["drafts"], months, since)
    assert due - since >= timedelta(days=28 * months)
    assert due <= due_on(BY_CODE["drafts"], months + 1, since)
