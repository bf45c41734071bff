"""How the days of an avviso are counted."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.law.sources import CC_2963, LR65_10_C
from app.law.terms import (
    MonthDay,
    check_closing,
    check_extension,
    count_term,
    end_of_10bis,
    end_of_days,
    end_of_last_day,
    holiday_name,
    latest_publication,
    next_working_day,
    previous_working_day,
)
from app.law.words import ROME

some_days = st.dates(date(2021, 1, 1), date(2060, 12, 31))
some_lengths = st.integers(20, 120)
some_patrons = st.none() | st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(
    lambda day: MonthDay(day.month, day.day)
)
LUCCA = MonthDay(7, 12)


def at(day: date, hour: time = time(23, 59, 59)) -> datetime:
    return datetime.combine(day, hour, tzinfo=ROME)


@pytest.mark.parametrize(
    ("published", "nominal", "last"),
    [
        (date(2025, 11, 17), date(2025, 12, 7), date(2025, 12, 9)),
        (date(2025, 11, 24), date(2025, 12, 14), date(2025, 12, 15)),
        (date(2025, 12, 5), date(2025, 12, 25), date(2025, 12, 27)),
        (date(2025, 12, 17), date(2026, 1, 6), date(2026, 1, 7)),
        (date(2026, 3, 16), date(2026, 4, 5), date(2026, 4, 7)),
        (date(2024, 2, 9), date(2024, 2, 29), date(2024, 2, 29)),
    ],
)
def test_twenty_days_end_on_a_working_day(published: date, nominal: date, last: date) -> None:
    count = count_term(published)
    assert (count.nominal_last, count.last_day) == (nominal, last)


def test_the_saturday_setting_moves_a_term_past_saturday_and_sunday() -> None:
    assert count_term(date(2025, 12, 5), saturday=True).last_day == date(2025, 12, 29)


def test_the_patron_moves_a_term() -> None:
    published = date(2027, 6, 22)
    assert count_term(published).last_day == date(2027, 7, 12)
    assert count_term(published, patron=LUCCA).last_day == date(2027, 7, 13)


def test_the_count_is_told_in_lines() -> None:
    assert count_term(date(2025, 11, 17)).sentences == (
        "Pubblicazione: lunedì 17 novembre 2025. Quel giorno non si conta.",
        "Durata: 20 giorni. L'ultimo sarebbe domenica 7 dicembre 2025.",
        "Domenica 7 dicembre 2025 è un giorno festivo (domenica): il termine passa al giorno dopo.",
        (
            "Lunedì 8 dicembre 2025 è un giorno festivo (Immacolata Concezione): "
            "il termine passa al giorno dopo."
        ),
        "Il termine dura fino alle 23:59:59 di martedì 9 dicembre 2025.",
    )


def test_a_count_without_moves_says_its_last_day_plainly() -> None:
    assert count_term(date(2024, 2, 9)).sentences[1] == (
        "Durata: 20 giorni. L'ultimo è giovedì 29 febbraio 2024."
    )


def test_the_count_carries_its_sources() -> None:
    assert count_term(date(2024, 2, 9)).sources[:2] == (LR65_10_C, CC_2963)


def test_ten_days_for_observations_move_too() -> None:
    count = end_of_10bis(date(2025, 12, 15))
    assert count.last_day == date(2025, 12, 27)
    assert count.sentences[0].startswith("Comunicazione ricevuta: lunedì 15 dicembre 2025")


def test_a_term_has_at_least_a_day() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        end_of_days(date(2026, 1, 1), 0)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 4, 5), "Pasqua"),
        (date(2026, 4, 6), "Lunedì dell'Angelo"),
        (date(2027, 10, 4), "Festa nazionale di San Francesco d'Assisi, patrono d'Italia"),
        (date(2025, 10, 4), None),
        (date(2025, 11, 2), "domenica"),
        (date(2026, 11, 1), "Ognissanti"),
        (date(2026, 5, 2), None),
    ],
)
def test_holidays_have_a_name(day: date, name: str | None) -> None:
    assert holiday_name(day) == name


def test_saturday_is_a_holiday_only_by_setting() -> None:
    assert holiday_name(date(2026, 5, 2), saturday=True) == "sabato"


def test_a_patron_is_a_day_some_year_has() -> None:
    with pytest.raises(ValueError, match="day"):
        MonthDay(2, 30)


def test_a_working_day_is_its_own_next_and_previous() -> None:
    assert next_working_day(date(2026, 4, 7)) == previous_working_day(date(2026, 4, 7))
    assert next_working_day(date(2026, 4, 5)) == date(2026, 4, 7)
    assert previous_working_day(date(2026, 4, 6)) == date(2026, 4, 4)


PUBLISHED = at(date(2025, 11, 17), time(9, 0))


def test_closing_at_the_last_second_of_the_last_day_is_lawful() -> None:
    assert check_closing(PUBLISHED, at(date(2025, 12, 9))).allowed


@pytest.mark.parametrize("hour", [time(9, 0), time(12, 30), time(23, 59, 58)])
def test_closing_earlier_on_the_last_day_is_refused(hour: time) -> None:
    (refusal,) = check_closing(PUBLISHED, at(date(2025, 12, 9), hour)).refusals
    assert refusal.source is LR65_10_C
    assert "23:59:59 di martedì 9 dicembre 2025" in refusal.remedy


def test_an_authority_that_closes_at_an_hour_closes_a_day_later() -> None:
    assert check_closing(PUBLISHED, at(date(2025, 12, 10), time(9, 0))).allowed


def test_a_closing_on_a_holiday_is_refused_and_the_next_working_day_offered() -> None:
    (refusal,) = check_closing(PUBLISHED, at(date(2025, 12, 25), time(12, 0))).refusals
    assert refusal.reason.endswith("giovedì 25 dicembre 2025 (Natale).")
    assert refusal.remedy == "Chiudete sabato 27 dicembre 2025 alle 12:00:00."


def test_the_day_of_publication_is_the_day_in_rome() -> None:
    late_evening_in_utc = datetime.fromisoformat("2025-11-16T23:30:00+00:00")
    assert not check_closing(late_evening_in_utc, at(date(2025, 12, 8))).allowed
    assert check_closing(late_evening_in_utc, at(date(2025, 12, 9))).allowed


def test_naive_instants_and_short_terms_are_mistakes_of_the_caller() -> None:
    with pytest.raises(ValueError, match="time zone"):
        check_closing(PUBLISHED.replace(tzinfo=None), at(date(2025, 12, 9)))
    with pytest.raises(ValueError, match="twenty"):
        check_closing(PUBLISHED, at(date(2025, 12, 9)), days=19)


def test_a_proroga_never_moves_a_deadline_earlier() -> None:
    now = at(date(2025, 12, 9))
    assert not check_extension(now, now).allowed
    assert not check_extension(now, at(date(2025, 12, 8))).allowed
    assert check_extension(now, at(date(2025, 12, 10), time(9, 0))).allowed


def test_a_proroga_does_not_end_on_a_holiday() -> None:
    assert not check_extension(at(date(2025, 12, 9)), at(date(2025, 12, 14))).allowed


def test_closing_at_an_hour_asks_for_an_earlier_publication() -> None:
    assert latest_publication(date(2025, 12, 10)) == date(2025, 11, 20)
    assert latest_publication(date(2025, 12, 10), at=time(9, 0)) == date(2025, 11, 19)


@given(some_days, some_lengths, some_patrons, st.booleans())
def test_a_term_is_never_shorter_than_its_days(
    day: date, days: int, patron: MonthDay | None, saturday: bool
) -> None:
    assert count_term(day, days, patron, saturday).last_day >= day + timedelta(days=days)


@given(some_days, some_lengths, some_patrons, st.booleans())
def test_a_term_never_ends_on_a_holiday(
    day: date, days: int, patron: MonthDay | None, saturday: bool
) -> None:
    assert holiday_name(count_term(day, days, patron, saturday).last_day, patron, saturday) is None


@given(some_days, some_lengths, some_patrons, st.booleans())
def test_a_later_publication_never_closes_earlier(
    day: date, days: int, patron: MonthDay | None, saturday: bool
) -> None:
    after = count_term(day + timedelta(days=1), days, patron, saturday)
    assert after.last_day >= count_term(day, days, patron, saturday).last_day


@given(some_days, some_lengths, some_patrons, st.booleans())
def test_the_check_of_a_closing_agrees_with_the_count(
    day: date, days: int, patron: MonthDay | None, saturday: bool
) -> None:
    closes = end_of_last_day(count_term(day, days, patron, saturday))
    published = at(day, time(12, 0))
    early = closes - timedelta(seconds=1)
    asked = {"days": days}
    assert check_closing(published, closes, patron=patron, saturday=saturday, **asked).allowed
    assert not check_closing(published, early, patron=patron, saturday=saturday, **asked).allowed


@given(some_days, some_lengths, some_patrons, st.booleans())
def test_the_latest_publication_is_the_inverse_of_the_count(
    closes: date, days: int, patron: MonthDay | None, saturday: bool
) -> None:
    latest = latest_publication(closes, days=days, patron=patron, saturday=saturday)
    assert count_term(latest, days, patron, saturday).last_day <= closes
    one_later = latest + timedelta(days=1)
    assert count_term(one_later, days, patron, saturday).last_day > closes
