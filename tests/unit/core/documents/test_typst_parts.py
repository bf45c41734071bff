"""A long document is set in parts: who reads it finds one, with all that a short one has."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pdfua
import pikepdf
import pytest

from app.core.documents import typst_parts
from app.core.documents.document import Block, Document, Heading, Link, Paragraph, Table, with_code
from app.core.documents.pdf_text import page_texts
from app.core.documents.typst import render_pdf

from .samples import document, every_block, table

SECTIONS = 5


def long() -> Document:
    """Sections with a table, a link to the one before, and headings of three levels."""
    blocks: list[Block] = []
    for number in range(1, SECTIONS + 1):
        blocks += [
            Heading(1, f"Sezione {number}", f"sezione-{number}"),
            Paragraph("Parole. " * 300),
            Heading(2, f"Tavolo {number}"),
            Heading(3, f"Scheda {number}"),
            Table(f"Cifre {number}", ("A", "B"), (("x", "y"),), row_headers=True),
            Paragraph((Link("indietro", f"#sezione-{max(1, number - 1)}"),)),
        ]
    made = document(*blocks, *every_block(), table())
    return replace(with_code(made), contents=2, cover=("Prova",), author="Ufficio")


@pytest.fixture(scope="module")
def short_parts() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typst_parts, "WHOLE", 0)
        patch.setattr(typst_parts, "PART", 12_000)
        yield


@pytest.fixture(scope="module")
def parted(short_parts: None) -> bytes:
    return render_pdf(long())


@pytest.fixture(scope="module")
def whole() -> bytes:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typst_parts, "WHOLE", 1 << 30)
        return render_pdf(long())


def test_it_says_what_the_same_document_says_when_set_at_once(parted: bytes, whole: bytes) -> None:
    with (
        pikepdf.open(io.BytesIO(parted)) as some,
        pikepdf.open(io.BytesIO(whole)) as one,
    ):
        told = [_words("".join(page_texts(each))) for each in (some, one)]
    assert told[0] == told[1]


def _words(text: str) -> list[str]:
    """Every word but those of the contents, and of the head and foot of pages."""
    body = "".join(text[text.index("Parole.") :].split())
    made = long()
    frame = f"(Codicedelcontenuto:{made.footer_code})|Pagina\\d+(di\\d+)?|{made.title}{made.author}"
    return re.sub(frame, "", body).split(".")


def test_it_is_accessible(parted: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(parted)
    report = pdfua.validate(str(path))
    assert (report.exit_code, report.findings) == (0, ())


def test_its_contents_lead_to_the_pages_that_they_name(parted: bytes) -> None:
    with pikepdf.open(io.BytesIO(parted)) as opened:
        names = opened.Root.Names.Dests.Names
        places = {str(names[at]): names[at + 1][0].objgen for at in range(0, len(names), 2)}
        pages = [page.obj.objgen for page in opened.pages]
        texts = [" ".join(text.split()) for text in page_texts(opened)]
        links = [note for note in opened.pages[1].obj.Annots if "/Dest" in note]
        for number in range(1, SECTIONS + 1):
            (link,) = [note for note in links if str(note.Dest) == f"s-sezione-{number}"][:1]
            assert str(link.Contents) == f"Sezione {number}"
            place = pages.index(places[f"s-sezione-{number}"])
            assert f"Sezione {number}" in texts[place]
            assert f"Pagina {place + 1}" in texts[place]
            assert re.search(rf"Sezione {number} [. ]*{place + 1}\b", texts[1])


def test_its_bookmarks_stand_as_its_headings_do(parted: bytes) -> None:
    with pikepdf.open(io.BytesIO(parted)) as opened, opened.open_outline() as outline:
        section = outline.root[2]
        assert (section.title, section.children[0].title) == ("Sezione 3", "Tavolo 3")
        assert section.children[0].children[0].title == "Scheda 3"


def test_no_link_leaves_it_and_tables_go_on_counting(parted: bytes) -> None:
    with pikepdf.open(io.BytesIO(parted)) as opened:
        for page in opened.pages:
            for note in page.obj.get("/Annots", ()):
                assert "part.invalid" not in str(note.get("/A", ""))
        told = " ".join("".join(page_texts(opened)).split())
    for number in range(1, SECTIONS + 1):
        assert f"Tabella {number}" in told


def test_equal_documents_give_equal_bytes(parted: bytes) -> None:
    assert render_pdf(long()) == parted
