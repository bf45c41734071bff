"""Document to DOCX, to be edited: real styles, a table of contents, tables with header rows.

Equal documents give equal bytes: nothing in the file tells when it was made.
"""

from collections.abc import Callable, Iterator
from datetime import UTC

from app.core.documents import docx_xml as xml
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
    inlines,
)
from app.core.documents.docx_package import TEXT_WIDTH, Package
from app.core.documents.literal import visible
from app.core.documents.outline import Entry, Outline
from app.core.documents.raster import draw_pngs, png_size, svg_size
from app.core.documents.words import words_of

_REGIONS = {"it": "it-IT", "en": "en-GB"}
_WIDEST = TEXT_WIDTH / 1440  # inches
_LOGO_DOTS = 150  # of a logo, to the inch


class _Writer:
    """One document written into a new file, block by block."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._words = words_of(document.language)
        self._outline = Outline(document)
        self._entries = iter(enumerate(self._outline.entries, start=1))
        self._marks = {
            entry.anchor: _mark(number)
            for number, entry in enumerate(self._outline.entries, start=1)
        }
        self._package = Package(_REGIONS.get(document.language, document.language))
        self._links: dict[str, str] = {}
        self._drawn = 0
        figures = [block for block in document.blocks if isinstance(block, Figure)]
        self._pngs = iter(draw_pngs([figure.svg for figure in figures]))
        self._kinds: dict[type[Block], Callable[[Block], Iterator[str]]] = {
            Heading: self._heading,
            Paragraph: self._paragraph,
            ListBlock: self._list,
            Table: self._table,
            Facts: self._facts,
            Figure: self._figure,
            PageBreak: lambda _: iter((xml.page_break(),)),
            Quote: self._quote,
            Note: self._note,
        }

    def write(self) -> bytes:
        self._properties()
        self._frame()
        words = [*self._cover(), *self._contents()]
        for block in self._document.blocks:
            words.extend(self._kinds[type(block)](block))
        return self._package.save(iter(words))

    def _properties(self) -> None:
        said, document = self._package.docx.core_properties, self._document
        said.title, said.author = visible(document.title), visible(document.author)
        said.language = _REGIONS.get(document.language, document.language)
        said.keywords = document.footer_code or ""
        said.comments, said.last_modified_by = "", ""
        said.created = said.modified = document.date.astimezone(UTC).replace(
            tzinfo=None, microsecond=0
        )

    def _frame(self) -> None:
        """Author and banner above; below, the content's code and the page's number."""
        section, document = self._package.docx.sections[0], self._document
        section.different_first_page_header_footer = bool(document.cover)
        if document.banner:
            for header in (section.header, section.first_page_header):
                header.paragraphs[0].add_run(visible(document.banner)).bold = True
        if document.cover and document.author:
            held = section.header.paragraphs[0]
            place = section.header.add_paragraph() if document.banner else held
            place.add_run(visible(document.author))
        code = f"{self._words['code']} {document.footer_code} - " if document.footer_code else ""
        runs = xml.text_run(f"{code}{self._words['page']} ")
        runs += xml.field("PAGE", xml.text_run("1"))
        runs += xml.text_run(f" {self._words['of']} ") + xml.field("NUMPAGES", xml.text_run("1"))
        self._package.fill(section.footer.paragraphs[0], runs)

    def _cover(self) -> Iterator[str]:
        document, look = self._document, self._document.look
        if look and look.logo:
            width, height = png_size(look.logo)
            size = (width / _LOGO_DOTS, height / _LOGO_DOTS)
            related = self._package.related_picture(look.logo, "png")
            yield xml.paragraph(self._picture(look.logo_alt, size, related))
        if look and look.above:
            yield self._styled("Subtitle", look.above)
        if document.cover and document.author:
            yield self._styled("Subtitle", document.author)
        yield self._styled("Title", document.title)
        for line in document.cover:
            yield self._styled("Subtitle", line)
        for line in look.contacts if look else ():
            yield xml.paragraph(xml.text_run(line))
        if document.cover:
            yield xml.page_break()

    def _styled(self, style: str, words: str) -> str:
        return xml.paragraph(xml.text_run(words), self._package.style_id(style))

    def _contents(self) -> Iterator[str]:
        """The table of contents as the office program would make it, filled already."""
        depth = self._document.contents
        listed = [
            (number, entry)
            for number, entry in enumerate(self._outline.entries, start=1)
            if entry.level <= depth
        ]
        if not listed:
            return
        yield (
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
            "<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>"
        )
        yield self._styled("TOC Heading", self._words["contents"])
        opening = xml.field_start(f'TOC \\o "1-{depth}" \\h \\z \\u', dirty=True)
        for number, entry in listed:
            runs = xml.link(xml.text_run(_shown(entry)), anchor=_mark(number))
            yield xml.paragraph(opening + runs, f"TOC{entry.level}")
            opening = ""
        yield xml.paragraph(xml.field_end()) + "</w:sdtContent></w:sdt>"
        if self._document.cover:
            yield xml.page_break()

    def _runs(self, content: Content, *, bold: bool = False) -> str:
        return "".join(self._inline(inline, bold=bold) for inline in inlines(content))

    def _inline(self, inline: Inline, *, bold: bool) -> str:
        if not isinstance(inline, Link):
            return xml.text_run(
                inline.text,
                bold=bold or isinstance(inline, Strong),
                italic=isinstance(inline, Emphasis),
            )
        target = self._outline.target(inline.url)
        if target is None or not inline.text.strip():
            return xml.text_run(f"{inline.text} ({inline.url})", bold=bold)
        runs = xml.text_run(inline.text, style="Hyperlink")
        if target.startswith("#"):
            return xml.link(runs, anchor=self._marks[target[1:]])
        if target not in self._links:
            self._links[target] = self._package.related_link(target)
        return xml.link(runs, related=self._links[target])

    def _heading(self, block: Block) -> Iterator[str]:
        number, entry = next(self._entries)
        runs = xml.bookmark(_mark(number), number, xml.text_run(_shown(entry)))
        yield xml.paragraph(runs, f"Heading{entry.level}")

    def _paragraph(self, block: Block) -> Iterator[str]:
        assert isinstance(block, Paragraph)
        yield xml.paragraph(self._runs(block.content))

    def _list(self, block: Block) -> Iterator[str]:
        assert isinstance(block, ListBlock)
        style, more = "ListBullet", ""
        if block.ordered:
            number = self._package.new_list()
            style = "ListNumber"
            more = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        for item in block.items:
            yield xml.paragraph(self._runs(item), style, more)

    def _table(self, block: Block) -> Iterator[str]:
        assert isinstance(block, Table)
        yield from self._caption("table", block.caption, keep=True)
        weights = block.weights or (1,) * len(block.headers)
        widths = [TEXT_WIDTH * weight // sum(weights) for weight in weights]
        rows = [xml.row([self._cell(words) for words in block.headers], widths, head=True)]
        for line in block.rows:
            cells = [
                self._cell(content, bold=block.row_headers and place == 0)
                for place, content in enumerate(line)
            ]
            rows.append(xml.row(cells, widths))
        made = xml.table(widths, "".join(rows), title=block.caption, first_column=block.row_headers)
        yield made + xml.paragraph("")

    def _cell(self, content: Content, *, bold: bool = False) -> str:
        return xml.paragraph(self._runs(content, bold=bold), "DocCell")

    def _caption(self, kind: str, words: str, *, keep: bool = False) -> Iterator[str]:
        if words.strip():
            label = self._words[kind]
            runs = xml.text_run(f"{label} ") + xml.field(
                f"SEQ {label} \\* ARABIC", xml.text_run("1")
            )
            more = "<w:keepNext/>" if keep else ""
            yield xml.paragraph(runs + xml.text_run(f". {words}"), "Caption", more)

    def _facts(self, block: Block) -> Iterator[str]:
        assert isinstance(block, Facts)
        for label, value in block.pairs:
            runs = xml.text_run(f"{label}: ", bold=True) + self._runs(value)
            yield xml.paragraph(runs, "DocFact")

    def _figure(self, block: Block) -> Iterator[str]:
        """The drawing as a picture that every program shows, and as SVG for those that can."""
        assert isinstance(block, Figure)
        width, height = svg_size(block.svg)
        scale = min(_WIDEST / width, 4.5 / height)
        png = self._package.related_picture(next(self._pngs), "png")
        svg = self._package.related_picture(block.svg.encode(), "svg")
        size = (width * scale, height * scale)
        yield xml.paragraph(self._picture(block.alt, size, png, svg), more="<w:keepNext/>")
        yield from self._caption("figure", block.caption)
        if block.table is not None:
            yield from self._table(block.table)

    def _picture(self, alt: str, size: tuple[float, float], png: str, svg: str = "") -> str:
        self._drawn += 1
        return xml.picture(self._drawn, alt, size, png, svg)

    def _quote(self, block: Block) -> Iterator[str]:
        assert isinstance(block, Quote)
        source = xml.text_run(f" — {block.source}") if block.source else ""
        yield xml.paragraph(self._runs(block.content) + source, "DocQuote")

    def _note(self, block: Block) -> Iterator[str]:
        assert isinstance(block, Note)
        style = "DocWarning" if block.level is NoteLevel.WARNING else "DocNote"
        label = xml.text_run(f"{self._words[block.level.value]}: ", bold=True)
        yield xml.paragraph(label + self._runs(block.content), style)


def _mark(number: int) -> str:
    """The bookmark of a heading, as the office program itself would call it."""
    return f"_Toc{number:08d}"


def _shown(entry: Entry) -> str:
    return entry.text.strip() or "—"


def render_docx(document: Document) -> bytes:
    """Give `document` as the bytes of a DOCX; equal documents give equal bytes.

    Drawings are made in a process of their own: never call it inside a transaction. Raises
    DocumentError when one cannot be drawn.
    """
    return _Writer(document).write()
