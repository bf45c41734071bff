"""The model refuses what no format carries, and its code says what is in it."""

import re
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from app.core.documents.document import (
    Document,
    Figure,
    Heading,
    Paragraph,
    Table,
    Text,
    canonical_json,
    content_code,
    with_code,
)
from app.core.documents.errors import DocumentError
from app.core.documents.literal import visible

from .samples import DATE, SVG, document


@pytest.mark.parametrize("text", ["a\0b", "\ud800"])
def test_unwritable_text_is_refused_in_any_place(text: str) -> None:
    for make in (
        lambda: Text(text),
        lambda: Paragraph(text),
        lambda: Table("x", ("a",), ((text,),)),
        lambda: Document(text, DATE, ()),
        lambda: Document("t", DATE, (), cover=(text,)),
    ):
        with pytest.raises(DocumentError) as refusal:
            make()
        assert "carattere" in refusal.value.sentence


def test_what_a_document_must_have() -> None:
    for make in (
        lambda: Document(" ", DATE, ()),
        lambda: Document("t", DATE.replace(tzinfo=None), ()),
        lambda: Document("t", DATE, (), language="it\n"),
        lambda: Heading(0, "x"),
        lambda: Table("x", ("a", "b"), (("1",),)),
        lambda: Table("x", (), ()),
        lambda: Table("x", ("a",), (), (0,)),
        lambda: Figure(SVG, " ", "x"),
    ):
        with pytest.raises(DocumentError):
            make()


@pytest.mark.parametrize(
    "inside",
    [
        "<script>1</script>",
        '<image href="x.png"/>',
        '<use href="http://example.org/a#b"/>',
        '<rect onload="x()"/>',
        '<rect fill="url(http://example.org)"/>',
        "<style>@import 'x'</style>",
        "<foreignObject/>",
        "<text>mai chiuso",
    ],
)
def test_a_drawing_calls_nothing(inside: str) -> None:
    with pytest.raises(DocumentError):
        Figure(f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>', "x", "y")
    with pytest.raises(DocumentError):
        Figure(f"<!DOCTYPE svg [<!ENTITY a 'b'>]>{SVG}", "x", "y")
    with pytest.raises(DocumentError):
        Figure("<html/>", "x", "y")


def test_code_is_of_the_content_alone() -> None:
    plain = document()
    code = content_code(plain)
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}", code)
    assert content_code(with_code(plain)) == code == with_code(plain).footer_code
    rome = timezone(timedelta(hours=1))
    assert content_code(replace(plain, date=DATE.astimezone(rome))) == code
    assert content_code(replace(plain, date=datetime(2026, 3, 2, tzinfo=rome))) != code
    assert content_code(replace(plain, title="Altro")) != code


def test_kinds_with_equal_fields_have_different_codes() -> None:
    assert canonical_json(document(Paragraph("x"))) != canonical_json(
        document(Paragraph((Text("x"),)))
    )
    assert content_code(Document("t", DATE, ())) == content_code(Document("t", DATE, ()))


def test_what_acts_unseen_is_shown() -> None:
    assert visible("a\r\nb\u2028c\td\x85e") == "a\nb\nc d\ne"
    assert visible("\x01\u202e\U000e0041\uffff") == "[U+0001][U+202E][U+E0041][U+FFFF]"
    assert visible("e\u0301") == "é"
