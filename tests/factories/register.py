"""Small invented extracts of the register, as files and loaded."""

import csv
import io
from collections.abc import Sequence
from datetime import date

import openpyxl

from app.core.store.session import Store
from app.people.runts.actions import import_extract, keep_extract, receive_extract
from app.people.runts.models import RegisterExtract
from tests.factories.ets import new_tax_code

HEADER = (
    "Codice fiscale", "Repertorio", "Denominazione", "Sezione",
    "Cognome e nome dei legali rappresentanti", "Rete associativa", "Comune sede legale",
    "Provincia", "5x1000", "Data di iscrizione", "",
)  # fmt: skip
GERMAN = (
    "Steuernummer", "Repertorium", "Bezeichnung", "Sektion", "Nachname und Vorname",
    "Vereinsnetzwerk", "Gemeinde", "Provinz", "5x1000", "Eintragungsdatum", "",
)  # fmt: skip
PERSON = "ESEMPIO SEGRETO"
Cells = tuple[str, ...]


def entry(
    tax_code: str = "",
    *,
    number: int = 12345,
    name: str = "ASSOCIAZIONE ESEMPIO",
    section: str = "ASSOCIAZIONI DI PROMOZIONE SOCIALE",
    municipality: str = "LIVORNO",
    registered: str = "07/11/2022",
) -> Cells:
    """One row of the file, with a person's name in it."""
    code = tax_code or new_tax_code()
    rest = (PERSON, "No", municipality, "LI", "Si", registered, "")
    return (code, str(number), name, section, *rest)


def csv_bytes(
    rows: Sequence[Cells], *, encoding: str = "utf-8", delimiter: str = ";", header: Cells = HEADER
) -> bytes:
    """The rows below their header, as a CSV."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([header, *rows])
    return out.getvalue().encode(encoding)


def xlsx_bytes(rows: Sequence[Sequence[object]], header: Cells = HEADER) -> bytes:
    """The rows below their header, as openpyxl writes a workbook."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (header, *rows):
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def receive(
    store: Store,
    body: bytes,
    name: str = "20260916_iscritti_v1.csv",
    authority_id: int | None = None,
) -> RegisterExtract:
    """An extract that waits to be read, for the whole installation or for one authority."""
    kept = keep_extract(store.at_hand["blobs"], io.BytesIO(body), name)
    with store.writing() as session:
        return receive_extract(session, kept, None, authority_id=authority_id)


def load_entries(
    store: Store,
    *rows: Cells,
    dated: date = date(2026, 9, 16),
    name: str = "",
    authority_id: int | None = None,
) -> RegisterExtract:
    """An extract of `dated` in use that holds these rows."""
    name = name or f"{dated:%Y%m%d}_iscritti.csv"
    extract = receive(store, csv_bytes(rows), name, authority_id)
    return import_extract(store, extract.pk)
