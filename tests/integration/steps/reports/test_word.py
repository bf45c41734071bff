"""The report as an office opens it: its DOCX, read by LibreOffice. Part of `make longer`."""

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from sqlmodel import Session

from app.core.clock import from_rome, legal_today
from app.core.documents.document import Heading, Look, Table
from app.core.documents.pdf_text import page_texts
from app.steps.reports.content.data import read_data
from app.steps.reports.document import Frame, build_edition
from app.steps.reports.enums import Annexing, Audience, FileFormat, ReportPiece
from app.steps.reports.making import render
from tests.conftest import Clock
from tests.factories.esiti import make_restituted
from tests.factories.files import png_bytes
from tests.factories.reports import many
from tests.support.libreoffice import to_pdf


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_libreoffice_shows_headings_contents_tables_and_pictures(
    session: Session, clock: Clock, tmp_path: Path
) -> None:
    here = make_restituted(session, clock).desk.here
    data = replace(many(read_data(session, here), 200), annexing=Annexing.INSIDE)
    frame = Frame(from_rome(legal_today()), Look(png_bytes(), "Logo di prova"))
    document = build_edition(data, Audience.ORGANS, frame)[ReportPiece.REPORT]
    docx = tmp_path / "relazione.docx"
    docx.write_bytes(render(document, FileFormat.DOCX))
    with pikepdf.open(to_pdf(docx)) as opened:
        pages = ["".join(text.split()) for text in page_texts(opened)]
        pictures = sum(len(page.get_images()) for page in opened.pages)
    told = "".join(pages)
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    assert len(headings) > 200
    for heading in headings:
        assert "".join(heading.text.split()) in told
    contents = "".join(pages[1:3])
    for heading in headings:
        if heading.level == 1:
            assert "".join(heading.text.split()) in contents
    for table in (block for block in document.blocks if isinstance(block, Table)):
        for row in (table.headers, table.rows[-1]):
            assert all("".join(str(cell).split()) in told for cell in row)
    assert pictures
    assert "Error!" not in told
    assert "Errore" not in told
