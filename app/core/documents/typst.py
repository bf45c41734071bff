"""Document to tagged PDF (PDF/UA-1), set by Typst in a process of its own.

The template is constant; the document reaches it as JSON strings, never as markup.
"""

import re
import time
from collections.abc import Callable
from datetime import UTC
from typing import Any

import segno

from app.core.documents.document import (
    Block,
    Content,
    Document,
    Facts,
    Figure,
    Heading,
    Inline,
    Link,
    ListBlock,
    Note,
    PageBreak,
    Paragraph,
    Quote,
    Table,
    inlines,
)
from app.core.documents.errors import DocumentError
from app.core.documents.glyphs import printable
from app.core.documents.literal import visible
from app.core.documents.outline import Entry, Outline
from app.core.documents.typst_parts import render_data
from app.core.documents.words import words_of
from app.core.documents.worker import FAILED, NotSet

_LONG_WORD = 22
_CHUNK = 6
_LONG = re.compile(f"[^ ]{{{_LONG_WORD + 1}}}")

Json = Any


def _breakable(text: str) -> str | list[str]:
    """Give `text`, or its pieces between which a line may end, so that no word leaves the page."""
    if _LONG.search(text) is None:
        return text
    pieces = [""]
    for index, word in enumerate(text.split(" ")):
        pieces[-1] += " " if index else ""
        if len(word) <= _LONG_WORD:
            pieces[-1] += word
            continue
        pieces += (word[start : start + _CHUNK] for start in range(0, len(word), _CHUNK))
    return [piece for piece in pieces if piece]


def _code_picture(code: str) -> str:
    """The code as a QR picture that a scan still shows: 30 % may be lost."""
    return str(segno.make_qr(code, error="h", boost_error=False).svg_inline(border=2))


class _Setter:
    """One document made into the data of the template."""

    def __init__(self, document: Document, *, strict: bool) -> None:
        self._document = document
        self._strict = strict
        self._outline = Outline(document)
        self._entries = iter(self._outline.entries)
        self._kinds: dict[type[Block], Callable[[object], Json]] = {
            Heading: self._heading,
            Paragraph: self._paragraph,
            ListBlock: self._list,
            Table: self._table,
            Facts: self._facts,
            Figure: self._figure,
            PageBreak: lambda _: {"kind": "pagebreak"},
            Quote: self._quote,
            Note: self._note,
        }

    def data(self) -> Json:
        """Give everything the template reads."""
        document = self._document
        moment = document.date.astimezone(UTC)
        return {
            "title": self._plain(document.title),
            "author": self._plain(document.author),
            "shown": {
                "title": self._words(document.title),
                "author": self._words(document.author),
                "banner": self._words(document.banner or ""),
                "cover": [self._words(line) for line in document.cover],
            },
            "language": document.language,
            "date": list(moment.timetuple()[:6]),
            "code": self._plain(document.footer_code or ""),
            "qr": _code_picture(document.footer_code) if document.footer_code else "",
            "contents": document.contents if self._outline.entries else 0,
            "words": words_of(document.language),
            "look": self._look(),
            "blocks": [self._kinds[type(block)](block) for block in document.blocks],
        }

    def _look(self) -> Json:
        look = self._document.look
        if look is None:
            return None
        return {
            "logo": list(look.logo),
            "alt": self._plain(look.logo_alt),
            "above": self._words(look.above),
            "contacts": [self._words(line) for line in look.contacts],
        }

    def _plain(self, text: str) -> str:
        return printable(visible(text), strict=self._strict)

    def _words(self, text: str) -> str | list[str]:
        return _breakable(self._plain(text))

    def _inline(self, inline: Inline) -> list[Json]:
        words = self._words(inline.text)
        if not isinstance(inline, Link):
            return [{"kind": type(inline).__name__.lower(), "words": words}]
        target = self._outline.target(inline.url)
        if target is None or not inline.text.strip():
            return [{"kind": "text", "words": self._words(f"{inline.text} ({inline.url})")}]
        return [{"kind": "link", "words": words, "to": target}]

    def _content(self, content: Content) -> Json:
        if isinstance(content, str):
            return self._words(content)
        return [item for inline in inlines(content) for item in self._inline(inline)]

    def _heading(self, block: object) -> Json:
        entry: Entry = next(self._entries)
        words = self._words(entry.text.strip() or "—")
        return {"kind": "heading", "level": entry.level, "anchor": entry.anchor, "words": words}

    def _paragraph(self, block: object) -> Json:
        assert isinstance(block, Paragraph)
        return {"kind": "paragraph", "content": self._content(block.content)}

    def _list(self, block: object) -> Json:
        assert isinstance(block, ListBlock)
        items = [self._content(item) for item in block.items]
        return {"kind": "list", "ordered": block.ordered, "items": items}

    def _table(self, block: object) -> Json:
        assert isinstance(block, Table)
        return {
            "kind": "table",
            "caption": self._content(block.caption) if block.caption.strip() else [],
            "headers": [self._words(header) for header in block.headers],
            "rows": [[self._content(cell) for cell in row] for row in block.rows],
            "weights": list(block.weights or (1,) * len(block.headers)),
            "rowheaders": block.row_headers,
        }

    def _facts(self, block: object) -> Json:
        assert isinstance(block, Facts)
        pairs = [[self._words(label), self._content(value)] for label, value in block.pairs]
        return {"kind": "facts", "pairs": pairs}

    def _figure(self, block: object) -> Json:
        assert isinstance(block, Figure)
        return {
            "kind": "figure",
            "svg": printable(block.svg, strict=self._strict),
            "alt": self._plain(block.alt),
            "caption": self._content(block.caption) if block.caption.strip() else [],
            "table": self._table(block.table) if block.table else None,
        }

    def _quote(self, block: object) -> Json:
        assert isinstance(block, Quote)
        content, source = self._content(block.content), self._words(block.source)
        return {"kind": "quote", "content": content, "source": source}

    def _note(self, block: object) -> Json:
        assert isinstance(block, Note)
        content = self._content(block.content)
        return {"kind": "note", "level": block.level.value, "content": content}


def render_pdf(document: Document, timeout: float = 60) -> bytes:
    """Give `document` as the bytes of a tagged PDF; equal documents give equal bytes.

    What the fonts cannot show is printed as `[U+XXXX]`. A long one is set in parts, which are
    then joined: memory does not grow with it. At most two are made at once in this process.
    `timeout` is in seconds for each megabyte of words begun, waiting included. Raises
    DocumentError when the document cannot be set or the time is over. Never call it inside a
    transaction.
    """
    end = time.monotonic() + timeout
    for strict in (False, True):
        data = _Setter(document, strict=strict).data()
        try:
            return render_data(data, end, timeout)
        except NotSet as error:
            reason = error
    raise DocumentError(FAILED) from reason
