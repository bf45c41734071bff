"""Documents for the tests."""

from datetime import UTC, datetime

from app.core.documents.document import (
    Block,
    Document,
    Emphasis,
    Facts,
    Figure,
    Heading,
    Link,
    ListBlock,
    Note,
    NoteLevel,
    PageBreak,
    Paragraph,
    Quote,
    Strong,
    Table,
    Text,
)

DATE = datetime(2026, 3, 1, 12, 30, 15, tzinfo=UTC)

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 120">'
    '<rect x="10" y="20" width="60" height="90" fill="#17324d"/>'
    '<text x="20" y="118" font-size="10">Sì 😀</text></svg>'
)

HOSTILE = (
    '#include "x"',
    "$x^2$ #sys.inputs",
    "\\\\ \\n *a* _b_ `c` @d <e> [f] // g /* h */ ~ --- 'q'",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }} {% x %}",
    "]]> &amp; &lt;",
    "= Titolo\n- voce\n+ voce",
)


def table(rows: int = 3) -> Table:
    return Table(
        "Bisogni e servizi",
        ("Bisogno", "Territorio", "Ore"),
        tuple((f"Bisogno {n}", (Strong("Massa"), Text(", Carrara")), str(n)) for n in range(rows)),
        (4, 2, 1),
        row_headers=True,
    )


def every_block(text: str = "parole") -> tuple[Block, ...]:
    return (
        Heading(1, text),
        Paragraph((Text(text), Strong(text), Emphasis(text), Link(text, "https://example.org/a"))),
        Heading(3, text),
        ListBlock((text, (Strong(text),)), ordered=True),
        ListBlock((text,)),
        Table(text, (text, text), ((text, (Text(text),)),)),
        Facts(((text, text),)),
        Figure(SVG, text if text.strip() else "figura", text, table()),
        PageBreak(),
        Quote(text, text),
        Note(text),
        Note((Link(text, "#sotto"),), NoteLevel.WARNING),
    )


def document(*blocks: Block, title: str = "Relazione") -> Document:
    return Document(title, DATE, blocks or every_block())


def everywhere(text: str) -> Document:
    return Document(
        f"Titolo {text}",
        DATE,
        every_block(text),
        author=text,
        banner=text,
        footer_code=text,
        cover=(text,),
        contents=3,
    )
