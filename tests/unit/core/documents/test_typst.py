"""The PDF is tagged, the same for the same data, and says literally what it is given."""

import io
import json
import re
import time
from pathlib import Path

import pdfua
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.documents import typst
from app.core.documents import worker as worker_module
from app.core.documents.document import (
    Document,
    Emphasis,
    Heading,
    Note,
    Paragraph,
    Strong,
    Table,
    Text,
    with_code,
)
from app.core.documents.errors import DocumentError
from app.core.documents.glyphs import SHOWN, printable
from app.core.documents.pdf_text import page_texts
from app.core.documents.signatures import extract_codes
from app.core.documents.typst import render_pdf
from app.core.documents.worker import run_worker

from .samples import DATE, HOSTILE, document, everywhere, table


def _pages(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return list(page_texts(opened))


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _check(pdf: bytes, folder: Path) -> None:
    path = folder / "a.pdf"
    path.write_bytes(pdf)
    report = pdfua.validate(str(path))
    assert report.exit_code == 0, report.findings
    assert not report.findings


def test_tagged_with_title_and_language(tmp_path: Path) -> None:
    pdf = render_pdf(with_code(everywhere("Società, perché")))
    _check(pdf, tmp_path)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert str(opened.Root.Lang) == "it"
        assert opened.Root.MarkInfo.Marked
        assert str(opened.docinfo.Title) == "Titolo Società, perché"
        assert "20260301123015" in str(opened.docinfo.CreationDate)


def test_equal_documents_equal_bytes() -> None:
    first, second = render_pdf(everywhere("x")), render_pdf(everywhere("x"))
    assert first == second
    assert render_pdf(everywhere("y")) != first


def test_banner_and_code_on_every_page() -> None:
    blocks = (Paragraph("parole " * 2000), table(60))
    plain = Document("Prova", DATE, blocks, banner="DIMOSTRAZIONE", cover=("uno",))
    coded = with_code(plain)
    pdf = render_pdf(coded)
    pages = _pages(pdf)
    assert len(pages) > 4
    assert all("DIMOSTRAZIONE" in page and str(coded.footer_code) in page for page in pages)
    assert extract_codes(pdf) == {coded.footer_code}


def test_header_of_a_table_is_repeated() -> None:
    pages = _pages(render_pdf(document(table(120))))
    assert len(pages) > 2
    assert all("Territorio" in page for page in pages)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_literal(text: str, tmp_path: Path) -> None:
    pdf = render_pdf(everywhere(text))
    _check(pdf, tmp_path)
    assert _squeezed(text) in _squeezed("".join(_pages(pdf)))


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("😀 👍🏽", ("[U+1F600]", "[U+1F44D]")),
        ("日本", ("[U+65E5]", "[U+672C]")),
        ("\u202eabc", ("[U+202E]abc",)),
        ("a\u20dd", ("a[U+20DD]",)),  # known to a font, but not on this letter
        ("\x01\uffff", ("[U+0001][U+FFFF]",)),
    ],
)
def test_what_fonts_lack_is_named(text: str, points: tuple[str, ...]) -> None:
    words = "".join(_pages(render_pdf(everywhere(text))))
    assert all(point in words for point in points)


def test_right_to_left_letters_are_printed() -> None:
    words = "".join(_pages(render_pdf(document(Paragraph("שלום")))))
    assert set("שלום") <= set(words)


def test_a_long_word_stays_on_the_page() -> None:
    word = "x" * 3000
    pdf = render_pdf(document(Paragraph(word), Table("", ("a", "b"), ((word, word),))))
    assert "".join(_pages(pdf)).count("x") >= 9000
    assert len(_pages(pdf)) > 1


def test_a_header_over_a_narrow_column_breaks_after_an_apostrophe() -> None:
    headers = ("Tavolo", *("Fuori dall'oggetto",) * 8)
    page = _pages(render_pdf(document(Table("", headers, (("1",) * 9,)))))[0]
    assert "dall'oggetto" not in page
    assert _squeezed(page).replace("\xad", "").count("Fuoridall'oggetto") == 8


def test_every_glyph_counted_on_is_there() -> None:
    chars = sorted(chr(point) for point in SHOWN if point > 0x20)
    text = " ".join(chars)
    inlines = (Text(text), Strong(text), Emphasis(text))
    setter = typst._Setter(document(Note(text), Paragraph(inlines)), strict=False)
    data = json.dumps(setter.data()).encode()
    assert run_worker("pdf", data, 60).startswith(b"%PDF-")
    assert printable(text) == text


@settings(deadline=None, max_examples=40)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60))
def test_any_text_is_set(text: str) -> None:
    assert render_pdf(everywhere(text)).startswith(b"%PDF-")


def test_sixteen_hundred_paragraphs_in_seconds() -> None:
    blocks = tuple(
        block
        for n in range(1600)
        for block in (
            *((Heading(2, f"Contributo {n}"),) if n % 4 == 0 else ()),
            Paragraph(f"Paragrafo {n}. " + "Il bisogno rilevato nel territorio è grave. " * 9),
            *((table(30),) if n % 80 == 0 else ()),
        )
    )
    start = time.monotonic()
    pdf = render_pdf(Document("Relazione", DATE, blocks, contents=3))
    assert time.monotonic() - start < 15  # 2 s on a quiet machine
    assert len(_pages(pdf)) > 100


def test_time_is_limited() -> None:
    with pytest.raises(DocumentError) as slow:
        render_pdf(document(*(table(500) for _ in range(20))), timeout=0.1)
    assert "tempo" in slow.value.sentence


def test_a_dead_worker_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    worker = tmp_path / "worker.py"
    worker.write_text("import os\nos.abort()\n")
    monkeypatch.setattr(worker_module, "_WORKER", worker)
    with pytest.raises(DocumentError):
        render_pdf(document())
