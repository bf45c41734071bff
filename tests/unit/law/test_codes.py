"""Tax codes and what a body declares of its registration."""

from datetime import date

import pytest

from app.law.runts import RUNTS_SECTIONS, check_runts, parse_number, parse_section
from app.law.tax_code import (
    check_body_tax_code,
    check_person_tax_code,
    check_tax_code,
    check_vat_number,
)

TODAY = date(2026, 9, 16)


@pytest.mark.parametrize("code", ["95067870121", "98201800178", "02190640223"])
def test_a_good_tax_code_of_a_body_is_taken(code: str) -> None:
    assert check_body_tax_code(code).code == code
    assert check_vat_number(code).ok


@pytest.mark.parametrize("code", ["92123450753", "93000990503", "00123456789", "00000000000"])
def test_a_wrong_check_digit_is_told(code: str) -> None:
    found = check_body_tax_code(code)
    assert found.code is None
    assert "l'ultima cifra" in (found.problem or "")


@pytest.mark.parametrize(
    ("text", "told"),
    [("", "manca"), ("9506787012", "scritte 10"), ("9506787O121", "solo cifre")],
)
def test_what_is_wrong_with_eleven_digits_is_told(text: str, told: str) -> None:
    assert told in (check_body_tax_code(text).problem or "")


@pytest.mark.parametrize("text", [" 950 678 701 21 ", "IT95067870121", "950.678.701-21"])
def test_spaces_and_signs_are_dropped(text: str) -> None:
    assert check_body_tax_code(text).code == "95067870121"


@pytest.mark.parametrize("text", ["RSSMRA85T10A562S", "rssmra 85t10 a562s"])
def test_a_good_tax_code_of_a_person_is_normalised(text: str) -> None:
    assert check_person_tax_code(text).code == "RSSMRA85T10A562S"


def test_homocode_variants_are_good() -> None:
    assert check_person_tax_code("RSSMRA85T10A56NH").ok


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Scrivete"),
        ("RSSMRA85T10A562", "ne avete scritti 15"),
        ("RSSMRA85T10A562T", "l'ultima lettera"),
        ("1SSMRA85T10A562S", "forma giusta"),
    ],
)
def test_what_is_wrong_with_a_persons_code_is_told(text: str, told: str) -> None:
    assert told in (check_person_tax_code(text).problem or "")


def test_a_body_may_be_registered_under_a_persons_code() -> None:
    assert check_tax_code("RSSMRA85T10A562S").ok
    assert check_tax_code("95067870121").ok


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("SOCIETA' DI MUTUO SOCCORSO", "f"),
        ("SOCIETÀ DI MUTUO SOCCORSO", "f"),
        ("Società  di mutuo soccorso", "f"),
        ("Associazioni di promozione sociale", "b"),
        ("IMPRESE SOCIALI", "d"),
        ("d) imprese sociali, incluse le cooperative sociali", "d"),
        ("g)", "g"),
        ("sezione A", "a"),
        ("h", None),
        ("", None),
    ],
)
def test_sections_are_recognised_however_they_are_written(text: str, letter: str | None) -> None:
    assert parse_section(text) == letter


def test_every_section_recognises_its_own_label() -> None:
    assert [parse_section(s.label) for s in RUNTS_SECTIONS.values()] == list("abcdefg")


@pytest.mark.parametrize(
    ("text", "number"), [("12345", 12345), (" 12.345 ", 12345), ("0", None), ("n. 5", None)]
)
def test_a_number_is_an_integer(text: str, number: int | None) -> None:
    assert parse_number(text) == number


def test_a_well_formed_registration_is_allowed() -> None:
    assert check_runts("12345", "b", date(2022, 11, 7), today=TODAY).allowed


def test_each_wrong_part_is_told_at_its_field() -> None:
    found = check_runts("x", "z", date(2027, 1, 1), today=TODAY)
    assert [r.field for r in found.refusals] == ["runts_number", "runts_section", "runts_date"]


def test_a_registration_without_a_date_is_told() -> None:
    assert not check_runts("1", "a", None, today=TODAY).allowed
