"""The words of pages, and of pages whose file is damaged."""

import io
from typing import Any

import pikepdf
import pytest

from app.core.documents.pdf_text import page_texts
from app.core.documents.signatures import extract_codes

SAID = b"BT /F1 12 Tf (Codice) Tj ET"
FONT = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1)


def one_page(words: bytes, resources: Any) -> bytes:
    made = pikepdf.new()
    made.add_blank_page()
    made.pages[0].obj.Resources = resources
    made.pages[0].obj.Contents = made.make_stream(words)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def words_of(pdf: bytes) -> str:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return "".join(page_texts(opened)).strip()


def test_the_words_of_a_page_are_read() -> None:
    fonts = pikepdf.Dictionary({"/F1": FONT})
    assert words_of(one_page(SAID, pikepdf.Dictionary(Font=fonts))) == "Codice"


@pytest.mark.parametrize(
    "resources",
    [
        17,
        pikepdf.Dictionary(Font=17),
        pikepdf.Dictionary(Font=pikepdf.Dictionary({"/F1": 17})),
    ],
)
def test_where_a_dictionary_should_be_anything_may_stand(resources: Any) -> None:
    words_of(one_page(SAID, resources))


def test_an_operator_without_operands_gives_no_code_and_no_error() -> None:
    assert extract_codes(one_page(b"BT Tf Tj ET", pikepdf.Dictionary())) == set()
