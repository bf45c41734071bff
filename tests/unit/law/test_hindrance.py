"""Reasons before a refusal: what is refused without them, and how the term stands still."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from app.law.days import next_working_day
from app.law.hindrance import (
    Ground,
    NoticeFacts,
    Suspension,
    check_answer,
    check_refusal,
    conclusion_term,
    suspended_by_notice,
    suspended_by_request,
)
from app.law.sources import L241_10BIS

DUE = datetime(2025, 12, 29, 22, 59, 59, tzinfo=UTC)
OPEN = NoticeFacts(DUE, None)
HEARD = NoticeFacts(DUE, DUE - timedelta(days=3))
START = date(2025, 12, 15)
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))


def test_nobody_is_refused_unheard() -> None:
    assert not check_refusal(Ground.MERIT, None, "", DUE).allowed


def test_a_bound_outcome_may_go_without_a_notice_but_waits_for_one_that_was_sent() -> None:
    assert check_refusal(Ground.OUT_OF_TIME, None, "", DUE).allowed
    assert not check_refusal(Ground.OUT_OF_TIME, OPEN, "", DUE).allowed


def test_the_ten_days_are_the_bodys_to_the_last_second() -> None:
    assert not check_refusal(Ground.MERIT, OPEN, "", DUE).allowed
    assert check_refusal(Ground.MERIT, OPEN, "", DUE + timedelta(seconds=1)).allowed


def test_observations_end_the_wait_and_want_an_answer() -> None:
    early = DUE - timedelta(days=2)
    refusals = check_refusal(Ground.MERIT, HEARD, "  ", early).refusals
    assert [one.field for one in refusals] == ["answer"]
    assert check_refusal(Ground.MERIT, HEARD, "Non basta.", early).allowed
    assert not check_answer(HEARD, "").allowed


def test_the_term_starts_again_ten_days_after_the_observations() -> None:
    stop = suspended_by_notice(date(2025, 12, 17), date(2025, 12, 29), date(2025, 12, 19))
    assert (stop.since, stop.until) == (date(2025, 12, 17), date(2025, 12, 29))
    late = suspended_by_notice(date(2025, 12, 17), date(2025, 12, 29), date(2025, 12, 28))
    assert late.until == date(2026, 1, 7)
    silent = suspended_by_notice(date(2025, 12, 17), date(2025, 12, 29), None)
    assert silent.until == date(2025, 12, 29)


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
