"""When something is in time, and when an avviso is open."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.law.deadlines import is_open, timeliness
from app.law.words import ROME, instant_in_words, span_in_words

DEADLINE = datetime(2025, 12, 10, 12, 30, tzinfo=ROME)


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (timedelta(0), "nei termini"),
        (timedelta(milliseconds=999), "nei termini"),
        (timedelta(seconds=1), "in ritardo di 1 secondo"),
        (timedelta(seconds=33), "in ritardo di 33 secondi"),
        (timedelta(hours=2, minutes=1, seconds=5), "in ritardo di 2 ore, 1 minuto e 5 secondi"),
        (timedelta(days=1), "in ritardo di 1 giorno"),
    ],
)
def test_the_second_of_the_deadline_is_in_and_the_next_is_late(
    after: timedelta, words: str
) -> None:
    assert timeliness(DEADLINE + after, DEADLINE).words == words


def test_the_hour_that_comes_twice_is_not_mistaken() -> None:
    first = datetime(2026, 10, 25, 2, 30, tzinfo=ROME, fold=0)
    second = datetime(2026, 10, 25, 2, 30, tzinfo=ROME, fold=1)
    assert timeliness(second, first).late_by == timedelta(hours=1)
    assert not is_open(second, second, first)


instants = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(instants, st.integers(-100_000, 100_000))
def test_lateness_is_elapsed_seconds_also_across_a_change_of_hour(
    deadline: datetime, seconds: int
) -> None:
    deadline = deadline.replace(microsecond=0)
    found = timeliness((deadline + timedelta(seconds=seconds)).astimezone(ROME), deadline)
    assert found.in_time is (seconds <= 0)
    assert found.late_by == timedelta(seconds=max(seconds, 0))


def test_an_avviso_is_open_from_its_publication_to_its_last_second() -> None:
    published = datetime(2025, 11, 17, 9, tzinfo=ROME)
    assert not is_open(published, DEADLINE, published - timedelta(seconds=1))
    assert is_open(published, DEADLINE, published)
    assert is_open(published, DEADLINE, DEADLINE)
    assert not is_open(published, DEADLINE, DEADLINE + timedelta(seconds=1))


def test_an_avviso_without_dates_is_not_open() -> None:
    assert not is_open(None, DEADLINE, DEADLINE)


def test_naive_instants_are_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        timeliness(DEADLINE.replace(tzinfo=None), DEADLINE)


def test_instants_are_told_on_the_clock_of_rome() -> None:
    told = instant_in_words(datetime(2026, 4, 30, 22, 0, 5, tzinfo=UTC))
    assert told == "venerdì 1° maggio 2026 alle 00:00:05"


def test_a_span_is_never_negative() -> None:
    with pytest.raises(ValueError, match="negative"):
        span_in_words(timedelta(seconds=-1))
