"""Numbers that come back from the protocol: read as people write them, checked row by row."""

import io
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.files.tables import TableRefused
from app.steps.protocol.reading import (
    ReturnedRow,
    Standing,
    check_rows,
    parse_day,
    parse_key,
    read_rows,
)

TODAY = date(2025, 12, 20)
RECEIVED = date(2025, 12, 10)
REGISTER = {
    (1, 2025): Standing(RECEIVED, "", None),
    (2, 2025): Standing(RECEIVED, "", None),
    (3, 2025): Standing(RECEIVED, "700", date(2025, 12, 11)),
}
TAKEN = {("700", 2025): (3, 2025)}


def problem_of(*rows: tuple[str, str, str]) -> list[str]:
    asked = [ReturnedRow(line, *row) for line, row in enumerate(rows, start=2)]
    return [one.problem for one in check_rows(asked, REGISTER, TAKEN, TODAY)]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("9/2025", "701", "16/12/2025"), "non c'è una domanda"),
        (("uno", "701", "16/12/2025"), "non si legge"),
        (("dic-25", "701", "16/12/2025"), "non si legge"),
        (("1/2025", "", "16/12/2025"), "Manca il numero"),
        (("1/2025", "7" * 41, "16/12/2025"), "troppo lungo"),
        (("1/2025", "701", ""), "Manca la data"),
        (("1/2025", "701", "31/02/2025"), "non si legge"),
        (("1/2025", "701", "21/12/2025"), "nel futuro"),
        (("1/2025", "701", "09/12/2025"), "prima dell'arrivo"),
        (("1/2025", "700", "16/12/2025"), "già della domanda n. 3/2025"),
        (("3/2025", "701", "16/12/2025"), "già un altro protocollo: 700"),
        (("3/2025", "700", "12/12/2025"), "già un altro protocollo"),
    ],
)
def test_each_wrong_row_says_why(row: tuple[str, str, str], words: str) -> None:
    (said,) = problem_of(row)
    assert words in said


def test_rows_are_compared_with_each_other() -> None:
    good = ("1/2025", "701", "16/12/2025")
    assert problem_of(good, ("2/2025", "702", "16/12/2025")) == ["", ""]
    assert all("più di una riga" in said for said in problem_of(good, good))
    assert all("più di una riga" in said for said in problem_of(good, ("2/2025", *good[1:])))
    assert problem_of(("1/2025", "700", "10/12/2025"))[0]
    assert problem_of(("3/2025", "700", "11/12/2025")) == [""]


def test_a_protocol_number_may_come_again_in_another_year() -> None:
    taken = {("701", 2024): (9, 2024)}
    rows = [ReturnedRow(2, "1/2025", "701", "16/12/2025")]
    assert not check_rows(rows, REGISTER, taken, TODAY)[0].problem


@settings(max_examples=60, deadline=None)
@given(
    number=st.integers(1, 4),
    protocol=st.text("70A/ ", max_size=4),
    day=st.dates(RECEIVED - timedelta(days=3), TODAY + timedelta(days=3)),
)
def test_what_passes_is_new_in_time_and_of_a_known_domanda(
    number: int, protocol: str, day: date
) -> None:
    row = ReturnedRow(2, f"n. {number}/2025", protocol.strip(), day.isoformat())
    (checked,) = check_rows([row], REGISTER, TAKEN, TODAY)
    if not checked.problem:
        assert RECEIVED <= day <= TODAY
        assert row.protocol
        assert checked.known == (number == 3)
        assert number == 3 or (row.protocol, day.year) not in TAKEN


def test_the_ways_to_write_a_number_and_a_day() -> None:
    assert (
        parse_key("12/2025") == parse_key("n. 12/2025") == parse_key(" N° 12 / 2025") == (12, 2025)
    )
    assert parse_key("12-2025") is None
    assert parse_day("16/12/2025") == parse_day("2025-12-16") == parse_day("16.12.2025")


def test_a_half_filled_file_and_a_spreadsheets_encoding_are_read() -> None:
    text = (
        "N°;Numero;Ente;PROTOCOLLO  NUMERO;Protocollo data\r\n"
        "1;'12/2025;Perché;88;16/12/2025\r\n2;13/2025;È;;\r\n"
    )
    for encoding in ("utf-8-sig", "cp1252"):
        rows = read_rows(io.BytesIO(text.encode(encoding)))
        assert rows == [ReturnedRow(2, "12/2025", "88", "16/12/2025")]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00\x01\x02",
        b"uno;due\r\n1;2\r\n",
        b"numero;protocollo numero;protocollo data\r\n1/2025;;\r\n",
        b"numero;protocollo numero;protocollo data\r\n" + b"1/2025;7;16/12/2025\r\n" * 5001,
    ],
)
def test_a_file_that_says_nothing_is_refused_with_a_sentence(body: bytes) -> None:
    with pytest.raises(TableRefused):
        read_rows(io.BytesIO(body))
