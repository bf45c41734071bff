"""A table of domande as offices save it: told row by row what is wrong, formulas stay text."""

import io
from datetime import date, time

import pytest

from app.core.files.tables import TableRefused
from app.people.ets.enums import RuntsState
from app.steps.arrivals.reading import Line, read_table
from app.steps.arrivals.views import write_line
from app.steps.domande.enums import Channel
from tests.factories.arrivals import NAMES, Row, row, table_bytes

TAVOLI = {"Salute e società": "aaa", "Infanzia": "bbb"}


def read(*rows: Row, **how: object) -> list[Line]:
    return read_table(io.BytesIO(table_bytes(*rows, **how)), TAVOLI)  # type: ignore[arg-type]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ","])
def test_a_right_row_becomes_a_form(encoding: str, delimiter: str) -> None:
    (line,) = read(row(ente="Società d'Esempio"), encoding=encoding, delimiter=delimiter)
    form = line.form
    assert line.errors == ()
    assert form is not None
    assert (form.body_name, form.channel) == ("Società d'Esempio", Channel.EMAIL)
    assert (form.arrived_on, form.arrived_at) == (date(2025, 12, 1), time(9, 30, 15))
    assert (form.runts_state, form.runts_section) == (RuntsState.REGISTERED, "b")
    assert (form.tavolo, form.preference, form.signed_by) == (["aaa"], ["1"], "Ada Esempio")


def test_the_columns_may_stand_in_any_order() -> None:
    (line,) = read(row(tavolo_1="salute e societa'"), names=NAMES[::-1])
    assert line.form is not None
    assert line.form.tavolo == ["aaa"]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (
            {"codice_fiscale": "92123450753"},
            "codice_fiscale: Il codice fiscale",
        ),
        ({"arrivata_il": "31/02/2025"}, "arrivata_il: Data non valida"),
        ({"ora": "25:00"}, "ora: Ora non valida"),
        ({"ente": ""}, "ente: manca."),
        ({"runts": "forse"}, "runts: Scegliete una delle voci"),
        ({"sezione": "z"}, "sezione: La sezione del RUNTS"),
        ({"email": "ente"}, "email: Scrivete un indirizzo e-mail completo"),
        ({"tavolo_1": "Cucito"}, "tavolo_1: «Cucito» non è un tavolo"),
        ({"via": "piccione"}, "via: Scegliete una delle voci"),
    ],
)
def test_what_is_wrong_is_told_by_its_column(cells: Row, told: str) -> None:
    line = read(row(), row(**cells))[1]
    assert line.form is None
    assert line.number == 3
    assert told in " ".join(line.errors)


@pytest.mark.parametrize(
    ("names", "rows", "told"),
    [
        (NAMES[1:], 1, "mancano queste colonne: arrivata_il"),
        ((*NAMES, "punteggio"), 1, "«punteggio» non è una di quelle"),
        ((*NAMES, "ente"), 1, "«ente» compare due volte"),
        (NAMES, 0, "non c'è nessuna domanda"),
        (NAMES, 101, "più di 100 domande"),
    ],
)
def test_what_is_no_table_of_domande_is_refused(
    names: tuple[str, ...], rows: int, told: str
) -> None:
    with pytest.raises(TableRefused, match=told):
        read(*[row(codice_fiscale="1")] * rows, names=names)


def test_a_formula_is_text_on_its_way_in_and_out() -> None:
    (line,) = read(row(ente="=HYPERLINK(0)"))
    assert line.form is not None
    assert line.form.body_name == "=HYPERLINK(0)"
    assert b'"\'=HYPERLINK(0)"' in write_line(line)
