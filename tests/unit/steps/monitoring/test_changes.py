"""A table of figures against the indicators that stand: what changes, what is wrong, in words."""

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from app.core.clock import wall_now
from app.core.files.tables import TableRefused
from app.steps.monitoring.changes import Changes, work_out
from app.steps.monitoring.enums import Direction, FigureKind
from app.steps.monitoring.picture import FigureRow, IndicatorRow
from app.steps.monitoring.reading import read_rows

TODAY = date(2026, 11, 26)
HEAD = "codice;nome;unità;verso;anno;valore;obiettivo;fonte\n"


def figure(kind: FigureKind, year: int, thousandths: int) -> FigureRow:
    return FigureRow(kind, year, 1, thousandths, "", "", "", "Ada", wall_now(), None)


STANDING = [
    IndicatorRow(
        1, "a", "IND1", "Persone accolte", "persone", Direction.HIGHER, "", None, None, False, 1,
        (figure(FigureKind.VALUE, 2025, 100_000),),
    ),
    IndicatorRow(2, "b", "PERC", "Famiglie", "%", Direction.HIGHER, "", None, None, False, 1, ()),
]  # fmt: skip


def tried(lines: str, head: str = HEAD) -> Changes:
    rows = read_rows(io.BytesIO((head + lines).encode()), "valori.csv")
    return work_out(rows, STANDING, TODAY)


def words_of(lines: str) -> str:
    return " ".join(tried(lines).lines[-1].errors)


def test_a_new_value_a_correction_and_what_is_the_same_are_told_apart() -> None:
    changes = tried("IND1;;;;2026;1.234,5;1.500;Registro\nIND1;;;;2025;110;;\n")
    assert [each.words for each in changes.figures] == [
        "valore 2026: 1.234,5 persone",
        "obiettivo 2026: 1.500 persone",
        "valore 2025: 100 persone → 110 persone",
    ]
    assert len(changes.corrections) == 1
    assert tried("IND1;;;;2025;100;;\n").figures == []


def test_an_italian_point_divides_thousands() -> None:
    (made,) = tried("IND1;;;;2026;43.743;;\n").figures
    assert made.thousandths == 43_743_000


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("IND1;;;;2026;molti;;", "«molti» non è un numero"),
        ("IND1;;;;2026;12,5 %;;", "è una percentuale, ma l'indicatore si misura in persone"),
        ("IND1;;;;2026;1,234.5;;", "non è un numero: scrivete per esempio 1234,5"),
        ("IND1;;;;2031;5;;", "non è ancora cominciato"),
        ("IND1;;;;1900;5;;", "fuori misura"),
        ("IND1;;;;26;5;;", "non è un anno di quattro cifre"),
        ("IND1;;;;;5;;", "non è un anno di quattro cifre"),
        ("IND9;;;;2026;5;;", "«IND9» non è di un indicatore che c'è"),
        (";;;;2026;5;;", "Manca il codice"),
        ("IND1;;;;2026;;;", "non dice niente"),
        ("IND1;;ore;;2026;5;;", "non è quella dell'indicatore: persone"),
        ("IND1;;;cala;2026;5;;", "non è quello dell'indicatore: meglio se cresce"),
        ("NUOVO;Ore;ore;boh;2026;5;;", "non si capisce"),
    ],
)
def test_bad_input_is_refused_in_words(line: str, said: str) -> None:
    assert said in words_of(line + "\n")


def test_a_year_twice_names_the_line_it_stands_on_first() -> None:
    assert "c'è già alla riga 2" in words_of("IND1;;;;2026;5;;\nind1;;;;2026;6;;\n")


def test_a_percentage_is_read_where_the_unit_is_one() -> None:
    (made,) = tried("PERC;;;;2026;12,5 %;;\n").figures
    assert made.words == "valore 2026: 12,5 %"


def test_an_unknown_code_with_name_unit_and_direction_is_a_new_indicator_once() -> None:
    changes = tried("ORE;Ore di ascolto;ore;cala;2025;10;;\nORE;;;;2026;8;;\n")
    assert [(each.code, each.better) for each in changes.new] == [("ORE", Direction.LOWER)]
    assert len(changes.figures) == 2


def test_a_line_with_an_error_changes_nothing() -> None:
    changes = tried("IND1;;;;2026;5;molti;\n")
    assert changes.wrong == 1
    assert changes.figures == []


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("codice;anno;punti\n", "«punti» non è una di queste"),
        ("codice;codice;anno;valore\n", "compare due volte"),
        ("codice;valore\n", "mancano queste colonne: anno"),
        ("codice;anno\n", "valore o obiettivo"),
    ],
)
def test_another_header_is_refused(head: str, said: str) -> None:
    with pytest.raises(TableRefused, match=said):
        tried("a;b;c;d\n", head)


def test_an_empty_or_endless_table_is_refused() -> None:
    with pytest.raises(TableRefused, match="vuota"):
        tried("")
    with pytest.raises(TableRefused, match="più di 1000 righe"):
        tried("IND1;;;;2026;5;;\n" * 1001)


def workbook(*rows: list[Any]) -> io.BytesIO:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    assert zipfile.is_zipfile(out)
    return out


def test_a_workbook_s_own_numbers_are_read_as_it_holds_them_and_its_words_in_italian() -> None:
    head = ["code", "year", "value", "target"]
    made = workbook(head, ["IND1", 2026, 43.743, "43.743"], ["IND1", 2024, 0.5, None])
    changes = work_out(read_rows(made, "valori.xlsx"), STANDING, TODAY)
    assert [each.thousandths for each in changes.figures] == [43_743, 43_743_000, 500]


def test_a_fraction_where_percentages_are_kept_is_asked_about() -> None:
    made = workbook(["code", "year", "value"], ["PERC", 2026, 0.125])
    (line,) = work_out(read_rows(made, "valori.xlsx"), STANDING, TODAY).lines
    assert line.warnings == ("valore: letto come 0,125 %. È così?",)
