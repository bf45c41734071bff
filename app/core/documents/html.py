"""Document to a fragment of HTML: every text escaped because of how it is built."""

import base64
from collections.abc import Callable, Sequence

from markupsafe import Markup, escape

from app.core.documents.document import (
    Block,
    Content,
    Document,
    Emphasis,
    Facts,
    Figure,
    Heading,
    Inline,
    Link,
    ListBlock,
    Note,
    NoteLevel,
    PageBreak,
    Paragraph,
    Quote,
    Strong,
    Table,
)
from app.core.documents.literal import visible
from app.core.documents.outline import Entry, Outline
from app.core.documents.words import words_of

_VOID = {"br", "hr", "img"}


def _element(tag: str, *children: str, **attributes: str) -> Markup:
    """Give one element; a trailing underscore in an attribute's name is dropped, `_` is `-`.

    Children are Markup already; they are joined as plain strings, which costs less.
    """
    named = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(visible(value))}"'
        for name, value in attributes.items()
    )
    closing = "" if tag in _VOID else f"{''.join(children)}</{tag}>"
    # Tags and names are this module's own, values are escaped, children are Markup already.
    return Markup(f"<{tag}{named}>{closing}")  # noqa: S704


def _text(text: str) -> Markup:
    words = escape(visible(text))
    # Escaped already: only the line breaks are put in.
    return Markup(str(words).replace("\n", "<br>")) if "\n" in words else words  # noqa: S704


class _Page:
    """One document on its way to HTML."""

    def __init__(self, document: Document, top: int, prefix: str, fold: int) -> None:
        self._document = document
        self._top = top
        self._prefix = prefix
        self._fold = fold
        self._words = words_of(document.language)
        self._outline = Outline(document)
        self._entries = iter(self._outline.entries)
        self._kinds: dict[type[Block], Callable[[object], Markup]] = {
            Heading: self._heading,
            Paragraph: self._paragraph,
            ListBlock: self._list,
            Table: self._folding,
            Facts: self._facts,
            Figure: self._figure,
            PageBreak: lambda _: _element("hr", class_="doc-page-break"),
            Quote: self._quote,
            Note: self._note,
        }

    def block(self, block: Block) -> Markup:
        return self._kinds[type(block)](block)

    def contents(self) -> Markup:
        """Give the table of contents, nested as the headings are, in a fold of its own."""
        depth = self._document.contents
        entries = [entry for entry in self._outline.entries if entry.level <= depth]
        label = self._words["contents"]
        fold = _element("details", _element("summary", _text(label)), self._nested(entries))
        return _element("nav", fold, class_="doc-contents", aria_label=label)

    def _nested(self, entries: Sequence[Entry]) -> Markup:
        items: list[Markup] = []
        starts = [i for i, entry in enumerate(entries) if entry.level == entries[0].level]
        for start, end in zip(starts, [*starts[1:], len(entries)], strict=True):
            entry, below = entries[start], entries[start + 1 : end]
            link = _element("a", _text(entry.text), href=f"#{self._prefix}{entry.anchor}")
            items.append(_element("li", link, self._nested(below) if below else Markup("")))
        return _element("ul", *items)

    def _inline(self, inline: Inline) -> Markup:
        words = _text(inline.text)
        match inline:
            case Strong():
                return _element("strong", words)
            case Emphasis():
                return _element("em", words)
            case Link(url=url):
                target = self._outline.target(url)
                if target is None or not inline.text.strip():
                    return words + _text(f" ({url})")
                if target.startswith("#"):
                    target = f"#{self._prefix}{target[1:]}"
                return _element("a", words, href=target)
        return words

    def _content(self, content: Content) -> Markup:
        if isinstance(content, str):
            return _text(content)
        # Each is Markup already.
        return Markup("".join(map(self._inline, content)))  # noqa: S704

    def _heading(self, block: object) -> Markup:
        entry = next(self._entries)
        tag = f"h{min(self._top + entry.level - 1, 6)}"
        return _element(tag, _text(entry.text.strip() or "—"), id=self._prefix + entry.anchor)

    def _paragraph(self, block: object) -> Markup:
        assert isinstance(block, Paragraph)
        return _element("p", self._content(block.content))

    def _list(self, block: object) -> Markup:
        assert isinstance(block, ListBlock)
        items = (_element("li", self._content(item)) for item in block.items)
        return _element("ol" if block.ordered else "ul", *items)

    def _folding(self, block: object) -> Markup:
        """A table that is long stands folded under its caption, which says how long it is."""
        assert isinstance(block, Table)
        long = len(block.rows)
        if not self._fold or long <= self._fold or not block.caption:
            return self._table(block)
        count = f"{long:,}".replace(",", self._words["thousands"])
        told = _text(f"{block.caption} ({count} {self._words['rows']})")
        return _element("details", _element("summary", told), self._table(block), class_="doc-fold")

    def _table(self, block: object) -> Markup:
        assert isinstance(block, Table)
        caption = _element("caption", _text(block.caption)) if block.caption else Markup("")
        head = (_element("th", _text(header), scope="col") for header in block.headers)
        rows = (_element("tr", *self._cells(row, block)) for row in block.rows)
        return _element(
            "table",
            caption,
            _element("thead", _element("tr", *head)),
            _element("tbody", *rows),
            class_="data-table",
        )

    def _cells(self, row: tuple[Content, ...], block: Table) -> list[Markup]:
        """Each cell bears its heading, which stands beside it where the screen is narrow."""
        cells = [
            _element("td", _element("span", self._content(cell)), data_label=header)
            for header, cell in zip(block.headers, row, strict=True)
        ]
        if block.row_headers:
            cells[0] = _element("th", self._content(row[0]), scope="row")
        return cells

    def _facts(self, block: object) -> Markup:
        assert isinstance(block, Facts)
        pairs = (
            _element("div", _element("dt", _text(label)), _element("dd", self._content(value)))
            for label, value in block.pairs
        )
        return _element("dl", *pairs, class_="doc-facts")

    def _figure(self, block: object) -> Markup:
        assert isinstance(block, Figure)
        drawing = base64.b64encode(block.svg.encode()).decode()
        image = _element("img", src=f"data:image/svg+xml;base64,{drawing}", alt=block.alt)
        caption = _element("figcaption", _text(block.caption)) if block.caption else Markup("")
        table = self._table(block.table) if block.table else Markup("")
        return _element("figure", image, caption, class_="doc-figure") + table

    def _quote(self, block: object) -> Markup:
        assert isinstance(block, Quote)
        words = _element("blockquote", _element("p", self._content(block.content)))
        if not block.source:
            return words
        return _element("figure", words, _element("figcaption", _text(block.source)))

    def _note(self, block: object) -> Markup:
        assert isinstance(block, Note)
        kind = "warning" if block.level is NoteLevel.WARNING else "info"
        label = _element("strong", _text(f"{self._words[kind]}: "))
        words = _element("p", label, self._content(block.content))
        return _element("div", words, class_=f"doc-note doc-note-{kind}", role="note")


def render_html(document: Document, *, top: int = 2, prefix: str = "", fold: int = 0) -> Markup:
    """Give `document` as a semantic fragment, without its title and cover, which are the page's.

    Headings begin at `h<top>`; their ids begin with `prefix`. Figures are `img` with a data
    URI, so that a drawing runs nothing: the page's policy must allow `img-src data:`. Tables of
    more than `fold` rows stand folded (0: none), except those beside a figure; whoever prints
    the page opens them.
    """
    page = _Page(document, top, prefix, fold)
    parts: list[Markup] = []
    if document.banner:
        parts.append(_element("p", _text(document.banner), class_="doc-banner", role="note"))
    if document.contents and any(isinstance(block, Heading) for block in document.blocks):
        parts.append(page.contents())
    parts.extend(page.block(block) for block in document.blocks)
    if document.footer_code:
        words = words_of(document.language)["code"]
        code = _element("code", _text(document.footer_code))
        parts.append(_element("p", _text(f"{words}: "), code, class_="doc-code"))
    body = Markup("\n".join(parts))  # noqa: S704 - each is Markup already
    return _element("div", body, class_="doc", lang=document.language)
