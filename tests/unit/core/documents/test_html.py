"""The fragment is well-formed and every text in it is text."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.documents.document import Figure, Heading, Link, Paragraph
from app.core.documents.html import render_html
from app.core.documents.literal import visible

from .samples import HOSTILE, SVG, document, every_block, everywhere, table


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag == "br":
            self.text += "\n"
        if tag not in ("br", "hr", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(str(html))
    reader.close()
    assert not reader.open
    return reader


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_changes_no_tag(text: str) -> None:
    quiet, hostile = _read(render_html(everywhere("x"))), _read(render_html(everywhere(text)))
    assert [t for t in hostile.tags if t != "br"] == [t for t in quiet.tags if t != "br"]
    assert [k for k, _ in hostile.attributes] == [k for k, _ in quiet.attributes]
    assert hostile.text.count(visible(text)) == quiet.text.count("x")


@settings(deadline=None, max_examples=60)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_any_text_stays_text(text: str) -> None:
    reader = _read(render_html(document(Paragraph(text))))
    assert reader.text.strip("\n") == visible(text).strip("\n")


def test_semantics() -> None:
    html = render_html(document(*every_block()), top=3, prefix="r-")
    assert '<h3 id="r-parole">' in html
    assert '<h4 id="r-parole-2">' in html  # a skipped level is closed up, an id is unique
    assert html.count('scope="col"') == 5
    assert html.count('scope="row"') == 3
    assert "<caption>Bisogni e servizi</caption>" in html
    assert html.startswith('<div class="doc" lang="it">')


def test_links_lead_only_where_it_is_safe() -> None:
    bad = ("javascript:alert(1)", "data:text/html,x", "//evil", "#nowhere", "https://a b", "/x")
    html = render_html(document(*(Paragraph((Link("qui", url),)) for url in bad)))
    assert "<a" not in html
    assert "javascript:alert(1)" in html
    good = render_html(document(Heading(1, "Tavoli", "t"), Paragraph((Link("qui", "#t"),))))
    assert '<a href="#t">qui</a>' in good


def test_contents_are_nested_in_a_fold() -> None:
    html = render_html(everywhere("x"))
    nested = "<summary>Indice</summary><ul><li><a[^>]*>x</a><ul><li>"
    assert re.search(f"<nav[^>]*><details>{nested}", html)


def test_a_long_table_stands_whole_in_a_fold_that_says_how_long_it_is() -> None:
    html = render_html(document(table(rows=7)), fold=6)
    assert "<summary>Bisogni e servizi (7 righe)</summary><table" in html
    assert html.count('scope="row"') == 7


def test_a_fold_says_thousands_as_the_language_does() -> None:
    long = document(table(rows=1600))
    assert "(1.600 righe)" in render_html(long, fold=6)
    assert "(1,600 rows)" in render_html(replace(long, language="en"), fold=6)


def test_a_short_table_and_one_beside_a_figure_are_not_folded() -> None:
    beside = Figure(SVG, "Barre", "Bisogni", table(rows=7))
    assert "<details" not in render_html(document(table(rows=6), beside), fold=6)


def test_nothing_is_folded_where_nobody_asks() -> None:
    assert "<details" not in render_html(document(table(rows=70)))
