"""Numbers are read as Italians write them, exactly, or refused in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.numbers import MOST, SCALE, read_number, read_sheet_number, show_number


@pytest.mark.parametrize(
    ("typed", "thousandths"),
    [
        ("43.743", 43_743_000),
        ("1.234,5", 1_234_500),
        ("1234,5", 1_234_500),
        ("0,125", 125),
        ("0.125", 125),
        ("12.5", 12_500),
        ("1234.567", 1_234_567),
        ("-3", -3_000),
        ("−3,5", -3_500),
        ("1 234", 1_234_000),
        ("7,5000", 7_500),
    ],
)
def test_it_is_read_as_written_in_italy(typed: str, thousandths: int) -> None:
    assert read_number(typed) == thousandths


@pytest.mark.parametrize(
    "typed", ["", "molti", "1,234.5", "1.234.56", "12,5 %", "1e3", "12 mila", "0,1234", "٣", "1..2"]
)
def test_what_is_no_number_is_refused_in_words(typed: str) -> None:
    with pytest.raises(ValueError, match=r"numero|decimali"):
        read_number(typed)


def test_what_is_too_large_is_refused() -> None:
    with pytest.raises(ValueError, match="troppo grande"):
        read_number("1" + "0" * 13)
    with pytest.raises(ValueError, match=r"troppo grande|non è un numero"):
        read_sheet_number("1E400")


@pytest.mark.parametrize(
    ("held", "thousandths"),
    [("43743", 43_743_000), ("43.743", 43_743), ("0.3333333333333333", 333), ("1.2E3", 1_200_000)],
)
def test_a_spreadsheet_writes_its_numbers_with_a_point(held: str, thousandths: int) -> None:
    assert read_sheet_number(held) == thousandths


@given(st.integers(-MOST * SCALE, MOST * SCALE))
def test_what_is_shown_is_read_back_the_same(thousandths: int) -> None:
    assert read_number(show_number(thousandths)) == thousandths
