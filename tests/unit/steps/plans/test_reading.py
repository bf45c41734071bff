"""From an office's table to its lines: headers, encodings, merged cells, what is refused."""

import io

import pytest

from app.core.files.tables import TableRefused
from app.steps.plans.reading import MAX_ROWS, open_plan
from tests.factories.plans import ACTIVITY, HEADERS, OBJECTIVE, PROGRAMME, csv_plan, read_plan
from tests.factories.plans import xlsx_plan as xlsx


def errors(body: bytes) -> dict[int, str]:
    return {line.number: " ".join(line.errors) for line in read_plan(body) if line.errors}


@pytest.mark.parametrize(
    "body",
    [
        csv_plan(),
        csv_plan(encoding="cp1252"),
        csv_plan(delimiter=","),
        csv_plan(delimiter="\t"),
        xlsx(),
    ],
)
def test_every_way_to_save_a_table_says_the_same(body: bytes) -> None:
    lines = read_plan(body)
    assert [line.code for line in lines] == ["O1", "P1", "A1"]
    assert lines[2].level.label == "attività"
    assert lines[2].values["amount_cents"] == 123_456
    assert str(lines[2].values["due_on"]) == "2027-12-31"
    assert not any(line.errors for line in lines)


def test_headers_may_have_other_names_and_stand_under_titles() -> None:
    headers = (
        "ID",
        "Tipologia",
        "Denominazione",
        "Padre",
        "Struttura",
        "Entro il",
        "Budget",
        "Fase",
    )
    body = b"Piano integrato;;\r\n;;\r\n" + csv_plan(headers=headers, encoding="utf-8")
    file = open_plan(io.BytesIO(body))
    assert file.headers.row == 3
    assert file.headers.lacking == ()
    assert file.lines(file.headers.columns)[2].values["owner"] == "Servizio sociale"


def test_headers_that_are_not_recognised_are_named() -> None:
    headers = ("Sigla", "Livello", "Di che si tratta", *HEADERS[3:])
    found = open_plan(io.BytesIO(csv_plan(headers=headers))).headers
    assert [column.header for column in found.lacking] == ["Codice", "Titolo"]
    assert found.names[0] == "Sigla"


def test_merged_cells_say_the_same_in_each_of_their_rows() -> None:
    second = ("A2", "", "Altra", "", *[""] * 4)
    third = ("A3", "attività", "Terza", "P1", *[""] * 4)
    body = xlsx((OBJECTIVE, PROGRAMME, ACTIVITY, second, third), merged=("D4:D5", "B4:B5"))
    lines = {line.code: line for line in read_plan(body)}
    assert lines["A2"].values["parent"] == "P1"
    assert lines["A2"].level.label == "attività"
    assert not lines["A2"].errors


def test_without_a_parent_a_row_belongs_to_what_stands_above() -> None:
    rows = (OBJECTIVE, ("P1", "programma", "Uno"), ("A1", "attività", "Due"),
            ("O2", "obiettivo", "Tre"), ("A2", "attività", "Quattro"))  # fmt: skip
    above = {line.code: line.above for line in read_plan(csv_plan(rows))}
    assert above == {"O1": "", "P1": "O1", "A1": "P1", "O2": "", "A2": "O2"}


def test_under_a_row_that_cannot_be_told_nothing_is_guessed() -> None:
    rows = (OBJECTIVE, ("", "programma", "Senza codice"), ("A1", "attività", "Due"),
            PROGRAMME, ("P2", "asse", "Che cos'è?"), ("A2", "attività", "Tre"))  # fmt: skip
    above = {line.code: line.above for line in read_plan(csv_plan(rows))}
    assert (above["A1"], above["A2"]) == ("", "")


def test_codes_given_twice_are_refused_with_their_rows() -> None:
    twice = ("A1", "attività", "Un'altra", "P1", *[""] * 4)
    said = errors(csv_plan((OBJECTIVE, PROGRAMME, ACTIVITY, twice)))
    assert set(said) == {4, 5}
    assert "«A1» è scritto più volte, alle righe 4, 5" in said[4]


def test_a_round_is_refused_with_its_way() -> None:
    rows = (OBJECTIVE, ("P1", "programma", "Uno", "P2"), ("P2", "programma", "Due", "P1"),
            ("A1", "attività", "Tre", "P1"))  # fmt: skip
    said = errors(csv_plan(rows))
    assert set(said) == {3, 4}
    assert "P1 → P2 → P1" in said[3]


def test_a_bad_cell_is_told_by_its_column() -> None:
    wrong = ("A1", "attività", "", "P1", "x" * 201, "31/02/2027", "mille", "boh")
    said = errors(csv_plan((OBJECTIVE, PROGRAMME, wrong)))[4]
    for header in (
        "Titolo: manca",
        "Responsabile: è lungo 201",
        "Scadenza:",
        "Importo (€):",
        "Stato:",
    ):
        assert header in said


def test_formulas_are_refused_where_their_result_is_not_in_the_file() -> None:
    formula = ("A1", "attività", "=B1&C1", "P1", "", "", "=SUM(G1:G2)", "")
    for body in (csv_plan((OBJECTIVE, PROGRAMME, formula)), xlsx((OBJECTIVE, PROGRAMME, formula))):
        said = errors(body)[4]
        assert "Titolo: c'è una formula" in said
        assert "Importo (€): c'è una formula" in said


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "Il file è vuoto"),
        (b"\r\n;;\r\n", "Il file è vuoto"),
        (csv_plan(()), "Sotto le intestazioni non c'è nessuna riga"),
        (b"Codice;Livello;Titolo\r\nO1;obiettivo;\x81\x00\r\n", "non è testo"),
        (csv_plan([OBJECTIVE] * (MAX_ROWS + 1)), "più di 10.000 righe"),
    ],
)
def test_a_file_that_is_no_plan_says_why(body: bytes, words: str) -> None:
    with pytest.raises(TableRefused) as refused:
        read_plan(body)
    assert words in refused.value.sentence


def test_one_amount_over_several_rows_is_counted_once() -> None:
    second = ("A2", "attività", "Corse per le visite", "P1", "", "", "", "")
    body = xlsx((OBJECTIVE, PROGRAMME, ACTIVITY, second), merged=("G4:G5",))
    amounts = [line.values["amount_cents"] for line in read_plan(body)]
    assert [amount for amount in amounts if amount] == [123_456]
