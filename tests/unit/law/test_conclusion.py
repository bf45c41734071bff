"""The term to answer a domanda: its length, and how it stands still."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.law.conclusion import (
    Suspension,
    check_length,
    conclusion_term,
    suspended_by_notice,
    suspended_by_request,
)
from app.law.days import next_working_day
from app.law.sources import L241_2_2, L241_2_3, L241_2_4, L241_10BIS, Source

START = date(2025, 12, 15)
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
RULE = "Regolamento sui procedimenti, art. 4"


@pytest.mark.parametrize(
    ("days", "rule", "why", "refused"),
    [
        (30, "", "", []),
        (45, RULE, "", []),
        (90, RULE, "", []),
        (20, "", "", ["conclusion_rule"]),
        (45, " ", "", ["conclusion_rule"]),
        (91, RULE, "", ["conclusion_why"]),
        (180, RULE, "Quattro organi da sentire.", []),
        (181, RULE, "Quattro organi da sentire.", ["conclusion_days"]),
        (0, RULE, "", ["conclusion_days"]),
    ],
)
def test_another_term_than_thirty_days_rests_on_a_rule_and_has_a_limit(
    days: int, rule: str, why: str, refused: list[str]
) -> None:
    assert [one.field for one in check_length(days, rule, why).refusals] == refused


@pytest.mark.parametrize(("days", "source"), [(30, L241_2_2), (90, L241_2_3), (91, L241_2_4)])
def test_each_length_says_the_rule_it_stands_under(days: int, source: Source) -> None:
    term = conclusion_term(START, START, days=days, rule=RULE)
    assert term.source == source
    assert f"dura {days} giorni ({RULE})." in term.sentences[0]


def test_the_term_starts_again_ten_days_after_the_observations() -> None:
    stop = suspended_by_notice(date(2025, 12, 17), date(2025, 12, 29), date(2025, 12, 19))
    assert (stop.since, stop.until) == (date(2025, 12, 17), date(2025, 12, 29))
    late = suspended_by_notice(date(2025, 12, 17), date(2025, 12, 29), date(2025, 12, 28))
    assert late.until == date(2026, 1, 7)
    silent = suspended_by_notice(date(2025, 12, 17), date(2025, 12, 29), None)
    assert silent.until == date(2025, 12, 29)


def test_observations_that_come_too_late_stop_nothing() -> None:
    late = suspended_by_notice(date(2025, 12, 17), date(2025, 12, 29), date(2026, 1, 20))
    assert late.until == date(2025, 12, 29)


def test_days_used_and_the_new_end_are_told() -> None:
    stop = suspended_by_notice(date(2025, 12, 17), date(2025, 12, 29), date(2025, 12, 19))
    term = conclusion_term(START, date(2025, 12, 20), [stop])
    assert (term.used, term.suspended) == (1, stop)
    assert term.end == date(2026, 1, 27)  # 14 January and thirteen days of standing still
    assert "Sospeso da mercoledì 17 dicembre 2025" in " ".join(term.sentences)


def test_a_request_suspends_for_thirty_days_at_most() -> None:
    asked = date(2026, 1, 5)
    stop = suspended_by_request(asked, date(2026, 4, 1), None)
    assert (stop.until - stop.since).days == 29


@given(start=DAYS, days=st.integers(1, 90), wait=st.integers(0, 60), length=st.integers(1, 60))
@settings(max_examples=60, deadline=None)
def test_what_stands_still_is_given_back(start: date, days: int, wait: int, length: int) -> None:
    """However the stop falls, the end is that many working days of the term later, and no more."""
    since = start + timedelta(days=1 + wait)
    stop = Suspension(since, since + timedelta(days=length - 1), "prova", L241_10BIS)
    plain, stopped = (
        conclusion_term(start, start, days=days),
        conclusion_term(start, start, [stop], days=days),
    )
    nominal = start + timedelta(days=days + (length if wait < days else 0))
    assert stopped.end == next_working_day(nominal)
    assert stopped.end >= plain.end


@given(start=DAYS, today=st.integers(0, 200), days=st.integers(1, 90))
@settings(max_examples=40, deadline=None)
def test_never_more_days_used_than_the_term_has(start: date, today: int, days: int) -> None:
    term = conclusion_term(start, start + timedelta(days=today), days=days)
    assert term.used == min(today, days)
