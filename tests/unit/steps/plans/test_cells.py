"""What people write in the cells of a plan, and what it means."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.i18n import date_short, date_words
from app.steps.plans.cells import (
    cents_of,
    cents_words,
    day_of,
    level_of,
    line_of,
    state_of,
    text_of,
)
from app.steps.plans.enums import ItemState, Level

DAYS = st.dates(date(2000, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("1.234,56 €", 123_456), ("€ 1.234,5", 123_450), ("1234", 123_400), ("1234.5", 123_450),
        ("1.234", 123_400), ("1 234,56", 123_456), ("12.000.000", 1_200_000_000),
        ("0", 0), ("", None), ("-", None), ("n.d.", None), ("1.234 euro", 123_400),
    ],
)  # fmt: skip
def test_amounts_are_read_as_people_write_them(typed: str, cents: int | None) -> None:
    assert cents_of(typed) == cents


@pytest.mark.parametrize("typed", ["mille", "-5", "1,234", "12,345,678", "1.23.4", "10-20", "5%"])
def test_what_is_no_amount_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(ValueError, match=r"1\.234,56 €"):
        cents_of(typed)


def test_a_sheet_keeps_numbers_with_a_point_for_decimals() -> None:
    assert cents_of("1234.5600000000001", sheet=True) == 123_456
    assert cents_of("1.5E3", sheet=True) == 150_000
    with pytest.raises(ValueError, match="in due modi"):
        cents_of("1.234", sheet=True)


@given(st.integers(0, 10**14))
def test_what_is_written_out_is_read_back(cents: int) -> None:
    assert cents_of(cents_words(cents)) == cents
    assert cents_of(str(Decimal(cents) / 100)) == cents or cents % 100 == 0


@given(DAYS)
def test_a_day_is_read_in_every_way_it_is_written(day: date) -> None:
    in_words = date_words(day).split(" ", 1)[1]
    ways = (date_short(day), f"{day:%d.%m.%Y}", day.isoformat(), f"{day} 00:00:00", in_words)
    assert {day_of(way) for way in ways} == {day}


def test_a_sheet_keeps_a_day_as_a_number() -> None:
    serial = (date(2027, 12, 31) - date(1899, 12, 30)) // timedelta(days=1)
    assert day_of(str(serial), sheet=True) == date(2027, 12, 31)
    with pytest.raises(ValueError, match="non è un giorno"):
        day_of(str(serial))


@pytest.mark.parametrize(
    "typed", ["31/02/2027", "dicembre 2027", "2027", "fine anno", "12/31/2027"]
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="non è un giorno"):
        day_of(typed)


def test_a_slip_of_the_year_is_told() -> None:
    with pytest.raises(ValueError, match="l'anno 207"):
        day_of("31/12/0207")


def test_words_for_levels_and_states() -> None:
    assert level_of("Scheda attività") is Level.ACTIVITY
    assert level_of("OBIETTIVO") is Level.OBJECTIVE
    assert state_of("Non avviata") is ItemState.PLANNED
    assert state_of("conclusa") is ItemState.DONE
    with pytest.raises(ValueError, match="prevista, in corso, realizzata"):
        state_of("forse")
    with pytest.raises(ValueError, match="non è obiettivo, programma o attività"):
        level_of("asse")


def test_a_formula_is_no_word_but_a_protected_sign_is() -> None:
    with pytest.raises(ValueError, match="formula"):
        line_of("=A1&B1", 40)
    assert line_of("'+39 attività", 40) == "+39 attività"


def test_a_text_too_long_is_told_in_numbers_as_people_read_them() -> None:
    with pytest.raises(ValueError, match=r"20\.001 caratteri: al massimo 20\.000"):
        text_of("x" * 20_001, 20_000)
