"""Tables of domande that came by e-mail, as files and loaded."""

import csv
import io
from collections.abc import Sequence

from sqlmodel import Session

from app.core.web.uploads import keep_bytes
from app.steps.arrivals.actions import Prepared, receive_batch
from app.steps.arrivals.models import ArrivalBatch
from app.steps.arrivals.queries import tavoli_by_name
from app.steps.arrivals.reading import COLUMNS, Line, read_table
from app.steps.arrivals.views import write_line
from tests.factories.ets import new_tax_code
from tests.factories.procedures import Desk

NAMES = tuple(column.name for column in COLUMNS)
Row = dict[str, str]


def row(**more: str) -> Row:
    """A right row, of a body of its own, that came while the avviso was open."""
    return {
        "arrivata_il": "01/12/2025",
        "ora": "09:30:15",
        "codice_fiscale": new_tax_code(),
        "ente": "Associazione Esempio",
        "runts": "iscritto",
        "repertorio": "12345",
        "sezione": "b",
        "data_iscrizione": "07/11/2022",
        "email": "ente@esempio.it",
        "firmata_da": "Ada Esempio",
        "tavolo_1": "1",
        "delegato_1": "Bruno Esempio",
        **more,
    }


def table_bytes(
    *rows: Row, names: Sequence[str] = NAMES, encoding: str = "utf-8-sig", delimiter: str = ";"
) -> bytes:
    """The rows below the headers, as a spreadsheet saves them."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(names)
    writer.writerows([[one.get(name, "") for name in names] for one in rows])
    return out.getvalue().encode(encoding)


def make_batch(session: Session, desk: Desk, *rows: Row) -> tuple[ArrivalBatch, list[Prepared]]:
    """A table that was received, with its lines prepared; nothing is registered."""
    blobs, body = session.info["blobs"], table_bytes(*rows)
    kept = keep_bytes(blobs, body, "arrivate.csv", frozenset({"csv"}))
    lines = read_lines(session, desk, body)
    prepared = [
        Prepared(line, keep_bytes(blobs, write_line(line), "riga.csv", frozenset({"csv"})))
        for line in lines
    ]
    return receive_batch(session, desk.actor, desk.here, kept), prepared


def read_lines(session: Session, desk: Desk, body: bytes) -> list[Line]:
    """The lines of a table for the tavoli of this desk."""
    return read_table(io.BytesIO(body), tavoli_by_name(session, desk.here.procedure.pk))
