"""Any text and value that may be published survives each format; the register is sound."""

import csv
import io
import json
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pandas as pd  # type: ignore[import-untyped]
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.core.text import clean_text
from app.outlets.opendata.about import About
from app.outlets.opendata.columns import Column, Kind, Record
from app.outlets.opendata.dataset import Dataset
from app.outlets.opendata.datasets import DATASETS
from app.outlets.opendata.formats import FORMATS, quote_cell, unquote_cell

NOON = datetime(2026, 3, 9, 11, 30, tzinfo=UTC)
COLUMNS = (
    Column("testo", "T", "Un testo."),
    Column("numero", "N", "Un numero.", Kind.INTEGER),
    Column("euro", "E", "Una somma.", Kind.NUMBER),
    Column("vero", "V", "Vero o falso.", Kind.BOOLEAN),
    Column("giorno", "G", "Un giorno.", Kind.DATE),
    Column("istante", "I", "Un istante.", Kind.INSTANT),
)
TESTED = Dataset("prova", "Prova", "Per provare.", COLUMNS, select(), None, lambda row, _: row)
ABOUT = About(TESTED, "Zona di prova", "/zona/dati", "https://esempio.it", NOON, demo=True)
FULL: Record = ('=1+1; "è"\ta\nb', -3, Decimal("1234567.89"), True, date(2026, 3, 9), NOON)
EMPTY: Record = (None,) * 6


def _stored(text: str) -> bool:
    try:
        return clean_text(text) == text and text != ""
    except ValueError:
        return False


# What a form lets through; what begins like a formula comes often.
TEXTS = st.one_of(
    st.text(max_size=30),
    st.text("'=+-@\t\n\" ,;a🎲è_x00415", min_size=1, max_size=12),
).filter(_stored)


def made(extension: str, *records: Record) -> bytes:
    return b"".join(FORMATS[extension][1](ABOUT, records))


def read(extension: str, body: bytes) -> pd.DataFrame:
    """As anyone would who knows the dictionary: types as it says, nothing guessed."""
    source = io.BytesIO(body)
    if extension == "csv":
        texts = dict.fromkeys(TESTED.names, "str")
        return pd.read_csv(source, dtype=texts, keep_default_na=False)
    if extension == "xlsx":
        return pd.read_excel(source, dtype=object, keep_default_na=False, engine="calamine")
    return pd.DataFrame(
        json.loads(body, parse_float=Decimal)["dati"], columns=TESTED.names, dtype=object
    )


def text_of(extension: str, cell: Any) -> str:
    return unquote_cell(str(cell)) if extension == "csv" else str(cell)


@pytest.mark.parametrize("extension", list(FORMATS))
@given(texts=st.lists(TEXTS, min_size=1, max_size=3))
@example(texts=["_x0041_", "_x005F_", "NA", "1", "null"])
@settings(max_examples=60, deadline=None)
def test_any_text_that_can_be_published_is_read_back_as_it_was(
    extension: str, texts: list[str]
) -> None:
    body = made(extension, *((text, *EMPTY[1:]) for text in texts))
    found = read(extension, body)["testo"].tolist()
    assert [text_of(extension, cell) for cell in found] == texts


@given(st.text(max_size=20))
def test_quoting_is_undone_exactly_and_leaves_nothing_that_computes(text: str) -> None:
    quoted = quote_cell(text)
    assert unquote_cell(quoted) == text
    assert not quoted.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_what_begins_with_an_apostrophe_and_computes_nothing_is_left_alone() -> None:
    assert quote_cell("'ndrangheta") == "'ndrangheta"
    assert quote_cell("'=1") == "''=1"


def test_csv_has_no_mark_and_writes_values_for_programs() -> None:
    rows = list(csv.reader(io.StringIO(made("csv", FULL, EMPTY).decode())))
    assert rows[0] == list(TESTED.names)
    assert rows[1][1:] == ["-3", "1234567.89", "true", "2026-03-09", "2026-03-09T12:30:00+01:00"]
    assert rows[2] == [""] * 6


def test_json_says_whose_it_is_and_keeps_types_exactly() -> None:
    said = json.loads(made("json", FULL, EMPTY), parse_float=Decimal)
    assert said["licenza"] == "https://creativecommons.org/licenses/by/4.0/"
    assert said["aggiornato"] == "2026-03-09T12:30:00+01:00"
    assert "DIMOSTRAZIONE" in said["dimostrazione"]
    assert list(said["dati"][0].values()) == [
        FULL[0], -3, Decimal("1234567.89"), True, "2026-03-09", "2026-03-09T12:30:00+01:00",
    ]  # fmt: skip
    assert set(said["dati"][1].values()) == {None}
    assert json.loads(made("json"))["dati"] == []


def test_xlsx_has_the_data_first_and_what_they_are_second() -> None:
    sheets = pd.read_excel(
        io.BytesIO(made("xlsx", FULL)), sheet_name=None, dtype=object, engine="calamine"
    )
    assert list(sheets) == ["dati", "informazioni"]
    row = sheets["dati"].iloc[0]
    assert (row["numero"], row["euro"], row["vero"]) == (-3, 1234567.89, True)
    assert row["giorno"].date() == date(2026, 3, 9)
    words = sheets["informazioni"].to_csv()
    assert "DIMOSTRAZIONE" in words
    assert "Una somma." in words


@pytest.mark.parametrize("extension", list(FORMATS))
def test_ten_times_the_rows_take_no_more_memory(extension: str) -> None:
    def peak(rows: int) -> int:
        def records() -> Iterator[Record]:
            for number in range(rows):
                yield (f"Un testo lungo abbastanza, numero {number}. " * 10, number, *FULL[2:])

        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        for _ in FORMATS[extension][1](ABOUT, records()):
            pass
        return tracemalloc.get_traced_memory()[1] - before

    tracemalloc.start()
    try:
        peak(600)
        assert peak(6_000) < peak(600) * 1.3 + 100_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda each: each.code)
def test_a_dataset_names_each_column_once_says_what_it_is_and_names_no_person(
    dataset: Dataset,
) -> None:
    assert len(set(dataset.names)) == len(dataset.names)
    assert all(c.title and c.description.endswith(".") for c in dataset.columns)
    assert dataset.names[:3] in {
        ("id", "amministrazione", "procedimento"),
        ("id", "amministrazione", "amministrazione_nome"),
    } or dataset.names[:2] == ("amministrazione", "procedimento")
    asked = " ".join(str(dataset.query).split("FROM")[:1])
    for of_no_person in ("yearly_account_version", "yearly_account", "account_withdrawal"):
        asked = asked.replace(f"{of_no_person}.", "")
    for person in ("account", "delegate", "substitute", "given_name", "holder", "email", "sign_up"):
        assert person not in asked


def test_codes_are_fit_for_addresses_and_stand_once() -> None:
    codes = [dataset.code for dataset in DATASETS]
    assert len(set(codes)) == len(codes)
    assert all(code.replace("-", "").isalpha() and code.islower() for code in codes)
