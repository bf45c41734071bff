"""Document to DOCX: what a person who opens it in an office program finds."""

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn

from app.core.documents.document import Document, Heading, Link, Paragraph
from app.core.documents.docx import render_docx
from tests.unit.core.documents.samples import DATE, HOSTILE, document, every_block, table


def opened(made: Document) -> docx.document.Document:
    return docx.Document(io.BytesIO(render_docx(made)))


@pytest.fixture(scope="module")
def whole() -> Document:
    made = document(table(), *every_block())
    return replace(made, contents=2, banner="Prova", author="Ufficio")


def test_equal_documents_give_equal_bytes_and_no_hour_of_making(whole: Document) -> None:
    made = render_docx(whole)
    assert made == render_docx(whole)
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_title_headings_and_language_are_real_ones(whole: Document) -> None:
    made = opened(whole)
    styles = [paragraph.style.name for paragraph in made.paragraphs if paragraph.style]
    assert styles[0] == "Title"
    assert {"Heading 1", "Heading 2"} <= set(styles)
    language = made.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert language is not None
    assert language.get(qn("w:val")) == "it-IT"
    assert made.core_properties.title == whole.title
    assert made.core_properties.created == DATE


def test_a_table_has_its_header_row(whole: Document) -> None:
    first = opened(whole).tables[0]
    assert first.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    assert [cell.text for cell in first.rows[0].cells] == ["Bisogno", "Territorio", "Ore"]


def test_pages_are_numbered_and_the_contents_listed_by_fields(whole: Document) -> None:
    made = opened(whole)
    fields = [word.text for word in made.element.body.iter(qn("w:instrText"))]
    assert any(str(word).strip().startswith("TOC") for word in fields)
    footer = made.sections[0].footer._element
    assert [str(word.text).strip() for word in footer.iter(qn("w:instrText"))] == [
        "PAGE",
        "NUMPAGES",
    ]
    assert made.sections[0].header.paragraphs[0].text == "Prova"


def test_a_link_leads_to_its_heading_and_an_unsafe_one_nowhere() -> None:
    made = opened(
        document(
            Heading(1, "Meta", anchor="meta"),
            Paragraph((Link("vai", "#meta"), Link("male", "javascript:alert(1)"))),
        )
    )
    links = list(made.element.body.iter(qn("w:hyperlink")))
    (mark,) = made.element.body.iter(qn("w:bookmarkStart"))
    assert [link.get(qn("w:anchor")) for link in links] == [mark.get(qn("w:name"))]
    assert "male (javascript:alert(1))" in made.paragraphs[-1].text


@pytest.mark.parametrize("words", HOSTILE)
def test_words_stay_words(words: str) -> None:
    assert opened(document(Paragraph(words))).paragraphs[-1].text == words
