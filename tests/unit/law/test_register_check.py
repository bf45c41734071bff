"""What a body declares beside what the register's extract says."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.law.register_check import (
    Declared,
    Finding,
    Registered,
    check_registration,
    name_key,
    same_name,
)

DAY = date(2026, 9, 16)
DECLARED = Declared("95067870121", "Associazione L'Approdo ODV", True, "12345", "a")
FOUND = Registered("ASSOCIAZIONE L’APPRODO", 12345, "a")
WORDS = st.lists(
    st.sampled_from(["società", "l'aquilone", "città", "amici", "è", "perché", "casa", "nuova"]),
    min_size=2,
    max_size=5,
)


def findings(
    declared: Declared, found: Registered | None, dated: date | None = DAY, today: date = DAY
) -> list[Finding]:
    told = check_registration(declared, found, dated, today=today, old_after=60)
    return [one.finding for one in told]


def test_what_agrees_is_confirmed() -> None:
    assert findings(DECLARED, FOUND) == [Finding.CONFIRMED]


def test_every_difference_is_told_by_itself() -> None:
    other = Registered("ASSOCIAZIONE IL FARO", 54321, "b")
    assert findings(DECLARED, other) == [Finding.NUMBER, Finding.SECTION, Finding.NAME]


@pytest.mark.parametrize(
    ("registered", "found", "told"),
    [
        (True, None, Finding.NOT_FOUND),
        (False, None, Finding.NOT_REGISTERED),
        (False, FOUND, Finding.UNDECLARED),
    ],
)
def test_what_is_missing_on_one_side_is_told(
    registered: bool, found: Registered | None, told: Finding
) -> None:
    declared = Declared("95067870121", "Esempio", registered)
    assert findings(declared, found) == [told]


def test_what_nobody_asked_is_not_compared() -> None:
    assert findings(Declared("95067870121", "L'Approdo, associazione", True), FOUND) == [
        Finding.NAME
    ]
    assert findings(Declared("95067870121", "ASSOCIAZIONE L APPRODO", True), FOUND) == [
        Finding.CONFIRMED
    ]


@pytest.mark.parametrize(("days", "old"), [(60, False), (61, True)])
def test_an_extract_grows_old_after_so_many_days(days: int, old: bool) -> None:
    today = date.fromordinal(DAY.toordinal() + days)
    assert (Finding.OLD_EXTRACT in findings(DECLARED, FOUND, today=today)) is old


def test_without_an_extract_nothing_else_is_said() -> None:
    assert findings(DECLARED, None, None) == [Finding.NO_EXTRACT]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SOCIETA' DI MUTUO SOCCORSO L'UNIONE", "Società di Mutuo Soccorso “L’Unione”"),
        ("S.O.S. AMICI O.D.V.", "Sos Amici"),
        ("COOPERATIVA SOCIALE GIRASOLE", "Girasole società cooperativa sociale"),
        ("CASA & LAVORO A.P.S.", "Casa e lavoro"),
        ("LA CITTA' CHE C'E' A.P.S.", "La città che c’è"),
        ("ASSOCIAZIONE DI PROMOZIONE SOCIALE IL PONTE - ETS", "Il Ponte APS"),
    ],
)
def test_ways_of_writing_one_name_are_one_name(one: str, other: str) -> None:
    assert same_name(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("Il Ponte", "Il Fonte"), ("ODV", "APS"), ("Casa Uno", "Casa Due")]
)
def test_other_names_stay_other_names(one: str, other: str) -> None:
    assert not same_name(one, other)


@settings(max_examples=40, deadline=None)
@given(
    WORDS,
    st.sampled_from(
        ["", " ODV", " - A.P.S.", " ETS", ", Onlus", " organizzazione di volontariato"]
    ),
    st.sampled_from([" ", "  ", " - ", ". "]),
)
def test_case_accents_signs_and_legal_form_never_make_another_name(
    words: list[str], form: str, between: str
) -> None:
    plain = " ".join(words)
    shouted = between.join(words).upper().replace("À", "A'").replace("É", "E'").replace("È", "E'")
    assert same_name(plain, f"«{shouted}»{form}")


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_the_comparison_has_no_side(one: str, other: str) -> None:
    assert same_name(one, one)
    assert same_name(one, other) == same_name(other, one)
    assert name_key(name_key(one).upper()) == name_key(name_key(one))


@settings(max_examples=40, deadline=None)
@given(WORDS, st.data())
def test_another_letter_makes_another_name(words: list[str], data: st.DataObject) -> None:
    name = "fondazione " + " ".join(words)
    at = data.draw(st.integers(min_value=0, max_value=9))
    assert not same_name(name, name[:at] + "w" + name[at + 1 :])
