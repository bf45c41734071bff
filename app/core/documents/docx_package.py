"""The package around the words of a DOCX: styles that can be edited, page, language, numbering."""

import io
import zipfile
from collections.abc import Iterator

import docx
from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as DocxParagraph

from app.core.documents.docx_styles import added_styles

INK, GREY = RGBColor(0x17, 0x32, 0x4D), RGBColor(0x4B, 0x55, 0x63)
TEXT_WIDTH = 9071  # twentieths of a point: A4 without its margins
_BODY = "@@body@@"
_FIRST = "[Content_Types].xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)


class Package:
    """A new file, ready for its words."""

    def __init__(self, language: str) -> None:
        self.docx: Docx = docx.Document()
        self._drop_thumbnail()
        self._page()
        self._language(language)
        self._looks()
        self._pictures = 0

    def _drop_thumbnail(self) -> None:
        related = self.docx.part.package.rels
        for key in [key for key, one in related.items() if one.reltype.endswith("/thumbnail")]:
            del related[key]

    def _page(self) -> None:
        section = self.docx.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(25)
        section.top_margin, section.bottom_margin = Mm(25), Mm(24)

    def _language(self, language: str) -> None:
        defaults = self.docx.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
        assert defaults is not None
        for old in defaults.findall(qn("w:lang")):
            defaults.remove(old)
        said = f'w:val="{language}" w:eastAsia="{language}" w:bidi="ar-SA"'
        defaults.append(parse_xml(f"<w:lang {nsdecls('w')} {said}/>"))

    def _looks(self) -> None:
        styles = self.docx.styles
        sizes = {"Title": 26, "Subtitle": 13, "Heading 1": 17, "Heading 2": 14, "Heading 3": 12}
        for name, size in sizes.items():
            font = styles[name].font
            font.size, font.color.rgb = Pt(size), GREY if name == "Subtitle" else INK
            font.italic = False
        styles["Caption"].font.color.rgb = INK
        for text in added_styles(TEXT_WIDTH):
            styles.element.append(parse_xml(text))

    def style_id(self, name: str) -> str:
        """The identifier of a built-in paragraph style."""
        identifier: str = self.docx.styles.get_style_id(
            self.docx.styles[name], WD_STYLE_TYPE.PARAGRAPH
        ) or name.replace(" ", "")
        return identifier

    def fill(self, place: DocxParagraph, runs: str) -> None:
        """Put runs into a paragraph of a header or footer."""
        whole = parse_xml(f"<w:p {nsdecls('w', 'r')}>{runs}</w:p>")
        for run in list(whole):
            place._p.append(run)

    def new_list(self) -> int:
        """The number of a numbered list that begins at one."""
        numbering = self.docx.part.numbering_part.element
        style = self.docx.styles["List Number"].element
        given = style.find(f".//{qn('w:numId')}").get(qn("w:val"))
        kind = numbering.num_having_numId(int(given)).abstractNumId.val
        made = numbering.add_num(kind)
        made.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(made.numId)

    def related_link(self, address: str) -> str:
        """The relationship to an address outside."""
        return self.docx.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)

    def related_picture(self, body: bytes, ending: str) -> str:
        """The relationship to a picture kept in the package (`png` or `svg`)."""
        self._pictures += 1
        kinds = {"png": "image/png", "svg": "image/svg+xml"}
        name = PackURI(f"/word/media/picture{self._pictures}.{ending}")
        part = Part(name, kinds[ending], body, self.docx.part.package)
        return self.docx.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)

    def save(self, body: Iterator[str]) -> bytes:
        """The whole file with `body` as its words; every entry at one instant, in one order."""
        self.docx.add_paragraph(_BODY)
        raw, made = io.BytesIO(), io.BytesIO()
        self.docx.save(raw)
        with zipfile.ZipFile(raw) as source, zipfile.ZipFile(made, "w") as target:
            for name in sorted(source.namelist(), key=lambda name: (name != _FIRST, name)):
                info = zipfile.ZipInfo(name, _EPOCH)
                info.compress_type = zipfile.ZIP_DEFLATED
                with target.open(info, "w") as entry:
                    if name != "word/document.xml":
                        entry.write(source.read(name))
                        continue
                    before, after = _around(source.read(name).decode())
                    entry.write(before.encode())
                    for piece in body:
                        entry.write(piece.encode())
                    entry.write(after.encode())
        return made.getvalue()


def _around(text: str) -> tuple[str, str]:
    """What stands before and after the paragraph that holds the place of the words."""
    place = text.index(_BODY)
    start, end = text.rindex("<w:p>", 0, place), text.index("</w:p>", place) + len("</w:p>")
    return text[:start], text[end:]
