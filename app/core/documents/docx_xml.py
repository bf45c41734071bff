"""The pieces of WordprocessingML that python-docx has no words for."""

from docx.document import Document as Docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import Table
from docx.text.paragraph import Paragraph


def _made(tag: str, **said: str) -> BaseOxmlElement:
    element = OxmlElement(tag)
    for name, value in said.items():
        element.set(qn(f"w:{name}"), value)
    return element


def set_language(docx: Docx, language: str) -> None:
    """The language of all text that says no other."""
    defaults = docx.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    assert defaults is not None
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(_made("w:lang", val=language, eastAsia=language, bidi="ar-SA"))


def add_field(paragraph: Paragraph, code: str, shown: str) -> None:
    """A field that the reader's program fills anew; `shown` stands until then."""
    for kind in ("begin", "separate", "end"):
        run = paragraph.add_run()
        run._r.append(_made("w:fldChar", fldCharType=kind))
        if kind == "begin":
            words = _made("w:instrText")
            words.set(qn("xml:space"), "preserve")
            words.text = code
            paragraph.add_run()._r.append(words)
        elif kind == "separate":
            paragraph.add_run(shown)


def add_bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """A place that links of the document lead to."""
    start = _made("w:bookmarkStart", id=str(number), name=name[:40])
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(_made("w:bookmarkEnd", id=str(number)))


def add_link(paragraph: Paragraph, text: str, target: str) -> None:
    """Words that lead to an address, or to a bookmark (`#name`)."""
    if target.startswith("#"):
        link = _made("w:hyperlink", anchor=target[1:41])
    else:
        link = _made("w:hyperlink")
        related = paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link.set(qn("r:id"), related)
    run = paragraph.add_run(text)
    run.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def mark_header_row(table: Table) -> None:
    """The first row names the columns and comes again on each page."""
    table.rows[0]._tr.get_or_add_trPr().append(_made("w:tblHeader", val="true"))


def shade(paragraph: Paragraph, colour: str) -> None:
    paragraph._p.get_or_add_pPr().append(_made("w:shd", val="clear", color="auto", fill=colour))
