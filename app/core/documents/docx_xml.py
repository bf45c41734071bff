"""The pieces of WordprocessingML, written as text: thousands of paragraphs cost no objects."""

from xml.sax.saxutils import escape, quoteattr

from app.core.documents.literal import visible

_SPACE = ' xml:space="preserve"'
_BOLD, _ITALIC = "<w:b/>", "<w:i/>"


def text_run(words: str, *, bold: bool = False, italic: bool = False, style: str = "") -> str:
    """A run of literal words; their newlines are line breaks."""
    looks = f'<w:rStyle w:val="{style}"/>' if style else ""
    looks += (_BOLD if bold else "") + (_ITALIC if italic else "")
    lines = escape(visible(words)).split("\n")
    inside = "<w:br/>".join(f"<w:t{_SPACE}>{line}</w:t>" for line in lines)
    return f"<w:r>{f'<w:rPr>{looks}</w:rPr>' if looks else ''}{inside}</w:r>"


def paragraph(runs: str, style: str = "", more: str = "") -> str:
    """A paragraph in a style; `more` are further properties of it."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties = f"<w:pPr>{named}{more}</w:pPr>" if named or more else ""
    return f"<w:p>{properties}{runs}</w:p>"


def page_break() -> str:
    return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def field(code: str, shown: str, *, dirty: bool = False) -> str:
    """A field that the reader's program fills anew; the runs `shown` stand until then."""
    return f"{field_start(code, dirty=dirty)}{shown}{field_end()}"


def field_start(code: str, *, dirty: bool = False) -> str:
    """Where a field begins; with `dirty` it is filled as soon as it is opened."""
    anew = ' w:dirty="true"' if dirty else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"{anew}/></w:r>'
        f"<w:r><w:instrText{_SPACE}> {escape(code)} </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def field_end() -> str:
    return '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def bookmark(name: str, number: int, runs: str) -> str:
    """Runs that links of the document lead to."""
    named = f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(name)}/>'
    return f'{named}{runs}<w:bookmarkEnd w:id="{number}"/>'


def link(runs: str, *, anchor: str = "", related: str = "") -> str:
    """Runs that lead to a bookmark, or to the address that the relationship `related` names."""
    where = f"w:anchor={quoteattr(anchor)}" if anchor else f"r:id={quoteattr(related)}"
    return f'<w:hyperlink {where} w:history="1">{runs}</w:hyperlink>'


def table(widths: list[int], rows: str, *, title: str, first_column: bool) -> str:
    """A table of fixed columns (twentieths of a point) whose first row names them."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    bits = "06A0" if first_column else "0620"  # the same for programs that read only these
    look = f'w:val="{bits}" w:firstRow="1" w:firstColumn="{int(first_column)}"'
    look += ' w:noHBand="1" w:noVBand="1"'
    named = f"<w:tblCaption w:val={quoteattr(visible(title))}/>" if title.strip() else ""
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="DocTable"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f"<w:tblLook {look}/>{named}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def row(cells: list[str], widths: list[int], *, head: bool = False) -> str:
    """A row that is not parted by a page; `head` comes again on each page."""
    again = "<w:tblHeader/>" if head else ""
    inside = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{again}</w:trPr>{inside}</w:tr>"


_EMU = 914_400  # of an inch
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"


def picture(
    number: int, alt: str, size: tuple[float, float], related: str, drawing: str = ""
) -> str:
    """A picture in the line: `size` in inches, `drawing` names its SVG, shown where it is known."""
    width, height = (round(side * _EMU) for side in size)
    extra = (
        '<a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}">'
        f'<asvg:svgBlip xmlns:asvg="{_SVG}" r:embed="{drawing}"/></a:ext></a:extLst>'
        if drawing
        else ""
    )
    told = quoteattr(visible(alt))
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{number}" name="Figura {number}" descr={told}/>'
        f'<a:graphic xmlns:a="{_A}"><a:graphicData uri="{_PIC}">'
        f'<pic:pic xmlns:pic="{_PIC}"><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="Figura {number}" descr={told}/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{related}">{extra}</a:blip>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
        f'<a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
