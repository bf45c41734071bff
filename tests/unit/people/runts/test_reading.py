"""The register's file as people bring it: any order, two languages, two encodings, cut short."""

import io
from datetime import date, datetime
from typing import Any

import pytest

from app.core.files.tables import TableRefused
from app.people.runts.reading import OddRow, date_of, open_extract
from tests.factories.register import GERMAN, HEADER, PERSON, Cells, csv_bytes, entry, xlsx_bytes

CODE = "95067870121"
ROW = entry(CODE, name='SOCIETÀ "GLI AMICI" D\'ESEMPIO')
SAID = {
    "tax_code": CODE,
    "number": 12345,
    "name": 'SOCIETÀ "GLI AMICI" D\'ESEMPIO',
    "section": "b",
    "municipality": "LIVORNO",
    "province": "LI",
    "registered_on": date(2022, 11, 7),
    "network": False,
}


def read(body: bytes) -> list[dict[str, Any] | OddRow]:
    return list(open_extract(io.BytesIO(body)).rows())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_csv_is_read_in_every_spelling(encoding: str, delimiter: str) -> None:
    assert read(csv_bytes([ROW], encoding=encoding, delimiter=delimiter)) == [SAID]


def shuffled(row: Cells) -> Cells:
    return tuple(row[at] for at in (9, 3, 10, 0, 4, 7, 2, 8, 6, 1, 5))


@pytest.mark.parametrize("make", [csv_bytes, xlsx_bytes])
def test_the_columns_may_stand_in_any_order(make: Any) -> None:
    assert read(make([shuffled(ROW)], header=shuffled(HEADER))) == [SAID]


BOTH = tuple(f"{one}\n{other}" for one, other in zip(HEADER, GERMAN, strict=True))
GERMAN_FIRST = tuple(f"{other} / {one}" for one, other in zip(HEADER, GERMAN, strict=True))


@pytest.mark.parametrize("header", [GERMAN, BOTH, GERMAN_FIRST])
@pytest.mark.parametrize("make", [csv_bytes, xlsx_bytes])
def test_a_german_header_stands_beside_or_alone(make: Any, header: Cells) -> None:
    assert read(make([ROW], header=header)) == [SAID]


def test_a_german_header_may_be_a_row_of_its_own_and_a_title_may_come_first() -> None:
    body = csv_bytes([HEADER, GERMAN, ROW], header=("Elenco degli enti iscritti",))
    assert read(body) == [SAID]


def test_a_sheet_may_hold_numbers_and_dates_instead_of_words() -> None:
    cells: list[object] = [*ROW]
    cells[0], cells[1], cells[9] = 2190640223, 12345.0, datetime(2022, 11, 7)  # noqa: DTZ001
    assert read(xlsx_bytes([cells])) == [{**SAID, "tax_code": "02190640223"}]


def test_a_body_registered_under_a_persons_code_is_kept() -> None:
    found = read(csv_bytes([entry("RSSMRA85T10A562S")]))[0]
    assert isinstance(found, dict)
    assert found["tax_code"] == "RSSMRA85T10A562S"


@pytest.mark.parametrize("make", [csv_bytes, xlsx_bytes])
def test_no_persons_name_is_ever_given_out(make: Any) -> None:
    assert PERSON not in str(read(make([ROW])))


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"tax_code": "123"}, "codice fiscale"),
        ({"section": "SEZIONE IGNOTA"}, "sezione"),
        ({"registered": "31/02/2022"}, "data"),
    ],
)
def test_a_cell_that_makes_no_sense_leaves_out_its_row(wrong: dict[str, str], reason: str) -> None:
    found = read(csv_bytes([ROW, entry(**{"tax_code": CODE, **wrong})]))  # type: ignore[arg-type]
    assert found[0] == SAID
    assert isinstance(found[1], OddRow)
    assert (found[1].number, reason in found[1].reason) == (3, True)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (csv_bytes([ROW, entry(CODE)[:3]]), "Riga 3: la riga è tronca, manca «Sezione»"),
        (csv_bytes([ROW])[:-40], "Riga 2: la riga è tronca"),
        (csv_bytes([ROW], header=HEADER[1:]), "Nel file mancano queste colonne: Codice fiscale"),
        (b"uno;due\n1;2\n", "non c'è la riga delle intestazioni"),
        (b"", "non c'è la riga delle intestazioni"),
        (csv_bytes([ROW]).replace(b"2022", b"20\x0022"), "non è testo"),
        (csv_bytes([ROW]) + b"\x81;\n", "Riga 3: ha segni che non si leggono"),
        (csv_bytes([ROW], encoding="utf-16"), "non è testo"),
        (csv_bytes([ROW]) + b'"' + b"a;b\n" * 40_000, "chiusura di una virgoletta"),
        (csv_bytes([ROW]) + b"a" * 70_000, "troppo lunga"),
        (xlsx_bytes([ROW])[:-300], "rovinato"),
    ],
)
def test_what_is_wrong_is_told_with_its_row(body: bytes, told: str) -> None:
    with pytest.raises(TableRefused, match=told):
        read(body)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("20260916_iscritti_v1.x.xlsx", date(2026, 9, 16)),
        ("iscritti 2026-05-04.csv", date(2026, 5, 4)),
        ("iscritti.csv", None),
        ("20261399_iscritti.csv", None),
    ],
)
def test_the_files_name_says_its_day(name: str, day: date | None) -> None:
    assert date_of(name) == day
