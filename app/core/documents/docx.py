"""Document to DOCX: real headings, tables with header rows, page numbers, language.

Equal documents give equal bytes: nothing in the file tells when it was made.
"""

import io
import zipfile
from collections.abc import Callable
from datetime import UTC

import docx
from docx.document import Document as Docx
from docx.enum.text import WD_BREAK
from docx.shared import Pt
from docx.table import Table as DocxTable
from docx.text.paragraph import Paragraph as DocxParagraph

from app.core.documents.document import (
    Block,
    Content,
    Document,
    Emphasis,
    Facts,
    Figure,
    Heading,
    Link,
    ListBlock,
    Note,
    PageBreak,
    Paragraph,
    Quote,
    Strong,
    Table,
    inlines,
)
from app.core.documents.docx_xml import (
    add_bookmark,
    add_field,
    add_link,
    mark_header_row,
    set_language,
    shade,
)
from app.core.documents.literal import visible
from app.core.documents.outline import Entry, Outline
from app.core.documents.words import words_of

_FIRST = "[Content_Types].xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_REGIONS = {"it": "it-IT", "en": "en-GB"}


class _Writer:
    """One document written into a new file, block by block."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._words = words_of(document.language)
        self._outline = Outline(document)
        self._entries = iter(self._outline.entries)
        self._made = 0
        self._docx: Docx = docx.Document()
        self._kinds: dict[type[Block], Callable[[Block], None]] = {
            Heading: self._heading,
            Paragraph: self._paragraph,
            ListBlock: self._list,
            Table: self._table,
            Facts: self._facts,
            Figure: self._figure,
            PageBreak: lambda _: self._break(),
            Quote: self._quote,
            Note: self._note,
        }

    def write(self) -> bytes:
        self._properties()
        self._frame()
        self._cover()
        for block in self._document.blocks:
            self._kinds[type(block)](block)
        related = self._docx.part.package.rels
        for key in [key for key, one in related.items() if one.reltype.endswith("/thumbnail")]:
            del related[key]
        raw = io.BytesIO()
        self._docx.save(raw)
        return _timeless(raw.getvalue())

    def _properties(self) -> None:
        said, document = self._docx.core_properties, self._document
        language = _REGIONS.get(document.language, document.language)
        said.title, said.author = visible(document.title), visible(document.author)
        said.language, said.comments, said.last_modified_by = language, "", ""
        said.created = said.modified = document.date.astimezone(UTC).replace(
            tzinfo=None, microsecond=0
        )
        set_language(self._docx, language)

    def _frame(self) -> None:
        """The banner above and, below, the content's code and the page's number."""
        section = self._docx.sections[0]
        if self._document.banner:
            head = section.header.paragraphs[0]
            head.add_run(visible(self._document.banner)).bold = True
        foot = section.footer.paragraphs[0]
        if self._document.footer_code:
            foot.add_run(f"{self._words['code']} {self._document.footer_code} - ")
        foot.add_run(f"{self._words['page']} ")
        add_field(foot, "PAGE", "1")
        foot.add_run(f" {self._words['of']} ")
        add_field(foot, "NUMPAGES", "1")

    def _cover(self) -> None:
        self._docx.add_paragraph(visible(self._document.title), style="Title")
        for line in self._document.cover:
            self._docx.add_paragraph(visible(line), style="Subtitle")
        if self._document.cover:
            self._break()
        depth = self._document.contents
        listed = [entry for entry in self._outline.entries if entry.level <= depth]
        if listed:
            self._docx.add_paragraph(self._words["contents"]).runs[0].bold = True
            shown = "\n".join(visible(entry.text) for entry in listed)
            place = self._docx.add_paragraph()
            add_field(place, f'TOC \\o "1-{depth}" \\h \\z \\u', shown)

    def _break(self) -> None:
        self._docx.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def _fill(self, paragraph: DocxParagraph, content: Content) -> None:
        for inline in inlines(content):
            text = visible(inline.text)
            if isinstance(inline, Link):
                target = self._outline.target(inline.url)
                if target is None or not text.strip():
                    paragraph.add_run(f"{text} ({visible(inline.url)})")
                else:
                    add_link(paragraph, text, target)
                continue
            run = paragraph.add_run(text)
            run.bold = True if isinstance(inline, Strong) else None
            run.italic = True if isinstance(inline, Emphasis) else None

    def _heading(self, block: Block) -> None:
        entry: Entry = next(self._entries)
        made = self._docx.add_heading(visible(entry.text.strip() or "—"), level=entry.level)
        self._made += 1
        add_bookmark(made, entry.anchor, self._made)

    def _paragraph(self, block: Block) -> None:
        assert isinstance(block, Paragraph)
        self._fill(self._docx.add_paragraph(), block.content)

    def _list(self, block: Block) -> None:
        assert isinstance(block, ListBlock)
        for number, item in enumerate(block.items, start=1):
            if block.ordered:  # numbered in words: a list of Word would go on from the one before
                row = self._docx.add_paragraph(f"{number}. ")
                row.paragraph_format.left_indent = Pt(18)
            else:
                row = self._docx.add_paragraph(style="List Bullet")
            self._fill(row, item)

    def _table(self, block: Block) -> None:
        assert isinstance(block, Table)
        if block.caption.strip():
            self._docx.add_paragraph(visible(block.caption), style="Caption")
        made = self._docx.add_table(rows=1, cols=len(block.headers), style="Table Grid")
        for cell, words in zip(made.rows[0].cells, block.headers, strict=True):
            cell.paragraphs[0].add_run(visible(words)).bold = True
        mark_header_row(made)
        for row in block.rows:
            self._row(made, row, named=block.row_headers)
        self._docx.add_paragraph()

    def _row(self, table: DocxTable, row: tuple[Content, ...], *, named: bool) -> None:
        cells = table.add_row().cells  # type: ignore[no-untyped-call]
        for place, (cell, content) in enumerate(zip(cells, row, strict=True)):
            self._fill(cell.paragraphs[0], content)
            for run in cell.paragraphs[0].runs if named and place == 0 else ():
                run.bold = True

    def _facts(self, block: Block) -> None:
        assert isinstance(block, Facts)
        for label, value in block.pairs:
            row = self._docx.add_paragraph()
            row.add_run(f"{visible(label)}: ").bold = True
            self._fill(row, value)

    def _figure(self, block: Block) -> None:
        """A drawing is told in words, with its table: Word does not keep an SVG everywhere."""
        assert isinstance(block, Figure)
        row = self._docx.add_paragraph()
        row.add_run(f"{self._words['figure']}: {visible(block.caption or block.alt)}. ").bold = True
        row.add_run(visible(block.alt))
        if block.table is not None:
            self._table(block.table)

    def _quote(self, block: Block) -> None:
        assert isinstance(block, Quote)
        row = self._docx.add_paragraph(style="Quote")
        self._fill(row, block.content)
        if block.source:
            row.add_run(f" — {visible(block.source)}")

    def _note(self, block: Block) -> None:
        assert isinstance(block, Note)
        row = self._docx.add_paragraph()
        shade(row, "FFF3CD" if block.level.value == "warning" else "E6EEF7")
        row.add_run(f"{self._words[block.level.value]}: ").bold = True
        self._fill(row, block.content)


def _timeless(raw: bytes) -> bytes:
    """The same package with every entry at one instant, in one order."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(made, "w") as target:
        for name in sorted(
            source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)
        ):
            if name == "docProps/thumbnail.jpeg":
                continue
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(name))
    return made.getvalue()


def render_docx(document: Document) -> bytes:
    """Give `document` as the bytes of a DOCX; equal documents give equal bytes."""
    return _Writer(document).write()
