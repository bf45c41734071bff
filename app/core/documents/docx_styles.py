"""The styles of a DOCX beside the built-in ones: contents, links, tables, quotes, notes."""

from collections.abc import Iterator

from docx.oxml.ns import nsdecls

_CONTENTS = """
<w:style {ns} w:type="paragraph" w:styleId="TOC{n}"><w:name w:val="toc {n}"/>
<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:uiPriority w:val="39"/><w:unhideWhenUsed/>
<w:pPr><w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs>
<w:spacing w:after="60"/><w:ind w:left="{left}"/></w:pPr></w:style>
"""
_LINK = """
<w:style {ns} w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>
<w:uiPriority w:val="99"/><w:unhideWhenUsed/>
<w:rPr><w:color w:val="0B3D91"/><w:u w:val="single"/></w:rPr></w:style>
"""
_TABLE = """
<w:style {ns} w:type="table" w:customStyle="1" w:styleId="DocTable">
<w:name w:val="Tabella del documento"/><w:basedOn w:val="TableNormal"/>
<w:tblPr><w:tblBorders><w:top w:val="single" w:sz="4" w:color="B8C0CC"/>
<w:bottom w:val="single" w:sz="4" w:color="B8C0CC"/>
<w:insideH w:val="single" w:sz="4" w:color="B8C0CC"/></w:tblBorders>
<w:tblCellMar><w:top w:w="50" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>
<w:bottom w:w="50" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="17324D"/></w:rPr><w:tcPr>
<w:tcBorders><w:bottom w:val="single" w:sz="8" w:color="17324D"/></w:tcBorders>
<w:shd w:val="clear" w:color="auto" w:fill="E8EDF3"/></w:tcPr></w:tblStylePr>
<w:tblStylePr w:type="firstCol"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>
"""
_OWN = """
<w:style {ns} w:type="paragraph" w:customStyle="1" w:styleId="{code}"><w:name w:val="{name}"/>
<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{more}</w:pPr><w:rPr>{looks}</w:rPr></w:style>
"""
_SET_APART = (
    '<w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="{color}"/></w:pBdr>'
    '<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/><w:ind w:left="170"/>'
)
_SAID = (
    '<w:pBdr><w:left w:val="single" w:sz="12" w:space="8" w:color="B8C0CC"/></w:pBdr>'
    '<w:ind w:left="284" w:right="284"/>'
)
_NAMED = (
    ("DocCell", "Testo di tabella", '<w:spacing w:after="0"/>', '<w:sz w:val="19"/>'),
    ("DocFact", "Dato", '<w:spacing w:after="60"/><w:ind w:left="284" w:hanging="284"/>', ""),
    ("DocNote", "Nota", _SET_APART.format(color="17324D", fill="F4F6F9"), ""),
    ("DocWarning", "Avvertenza", _SET_APART.format(color="A3171F", fill="FFF3CD"), ""),
    ("DocQuote", "Parole di altri", _SAID, ""),
)
_LEVELS = 6


def added_styles(width: int) -> Iterator[str]:
    """Each style as XML; `width` of the text in twentieths of a point."""
    ns = nsdecls("w")
    for level in range(1, _LEVELS + 1):
        yield _CONTENTS.format(ns=ns, n=level, width=width, left=(level - 1) * 240)
    yield _LINK.format(ns=ns)
    yield _TABLE.format(ns=ns)
    for code, name, more, looks in _NAMED:
        yield _OWN.format(ns=ns, code=code, name=name, more=more, looks=looks)
