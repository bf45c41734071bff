"""The neutral model of a document: what it says, with no word of how it looks.

Any Unicode text may stand in any place: every format shows it literally, never as markup.
Only NUL and lone surrogates are refused, when the piece is made.
"""

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from app.core.documents.errors import DocumentError
from app.core.documents.literal import refuse_unwritable
from app.core.documents.svg import refuse_unsafe_svg

_CROCKFORD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
_LANGUAGE = re.compile(r"[a-z]{2,3}\Z")


def _refuse(values: Iterable[object]) -> None:
    for value in values:
        if isinstance(value, str):
            refuse_unwritable(value)
        elif isinstance(value, tuple):
            _refuse(value)


@dataclass(frozen=True)
class _Piece:
    def __post_init__(self) -> None:
        _refuse(vars(self).values())


@dataclass(frozen=True)
class Text(_Piece):
    """Plain words; newlines are line breaks."""

    text: str


@dataclass(frozen=True)
class Strong(_Piece):
    """Words of importance."""

    text: str


@dataclass(frozen=True)
class Emphasis(_Piece):
    """Words with stress, or a title."""

    text: str


@dataclass(frozen=True)
class Link(_Piece):
    """Words that lead to `url`: http, https, mailto, or `#anchor` of a heading of the document.

    With any other address the words and the address are shown, and nothing can be followed.
    """

    text: str
    url: str


Inline = Text | Strong | Emphasis | Link
Content = str | tuple[Inline, ...]


def inlines(content: Content) -> tuple[Inline, ...]:
    """Give `content` as inlines: a plain string is one Text."""
    return (Text(content),) if isinstance(content, str) else content


class NoteLevel(StrEnum):
    """How much a note asks for attention."""

    INFO = "info"
    WARNING = "warning"


@dataclass(frozen=True)
class Heading(_Piece):
    """A heading, level 1 (highest) to 6; levels that skip are closed up when rendered.

    `anchor` is what links name (`#anchor`); empty: made from the text.
    """

    level: int
    text: str
    anchor: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 1 <= self.level <= 6:
            raise DocumentError("Il livello di un titolo va da 1 a 6.")


@dataclass(frozen=True)
class Paragraph(_Piece):
    """A paragraph."""

    content: Content


@dataclass(frozen=True)
class ListBlock(_Piece):
    """A list, numbered when `ordered`."""

    items: tuple[Content, ...]
    ordered: bool = False


@dataclass(frozen=True)
class Table(_Piece):
    """A table with one row of headers, repeated on each page; every row is as long as it.

    `weights` are the relative widths of the columns (empty: equal). With `row_headers` the
    first cell of each row names it.
    """

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Content, ...], ...]
    weights: tuple[int, ...] = ()
    row_headers: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        width = len(self.headers)
        if not width or any(len(row) != width for row in self.rows):
            raise DocumentError("Ogni riga di una tabella ha tante celle quante le intestazioni.")
        if self.weights and (len(self.weights) != width or min(self.weights) < 1):
            raise DocumentError("I pesi delle colonne sono uno per colonna, da 1 in su.")


@dataclass(frozen=True)
class Facts(_Piece):
    """Pairs of label and value."""

    pairs: tuple[tuple[str, Content], ...]


@dataclass(frozen=True)
class Figure(_Piece):
    """A drawing (SVG text, nothing linked from it), what it shows in words, its data beside it."""

    svg: str
    alt: str
    caption: str
    table: Table | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.alt.strip():
            raise DocumentError("Una figura ha sempre una descrizione a parole.")
        refuse_unsafe_svg(self.svg)


@dataclass(frozen=True)
class PageBreak(_Piece):
    """A new page, where there are pages."""


@dataclass(frozen=True)
class Quote(_Piece):
    """Someone's own words; `source` says whose, if not empty."""

    content: Content
    source: str = ""


@dataclass(frozen=True)
class Note(_Piece):
    """A passage set apart."""

    content: Content
    level: NoteLevel = NoteLevel.INFO


Block = Heading | Paragraph | ListBlock | Table | Facts | Figure | PageBreak | Quote | Note


@dataclass(frozen=True)
class Look(_Piece):
    """How the author presents itself: on the cover, and small on every page.

    `logo` is a PNG, `logo_alt` what it shows; `above` is whom the author belongs to; `contacts`
    are short lines.
    """

    logo: bytes = b""
    logo_alt: str = ""
    above: str = ""
    contacts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.logo and not self.logo.startswith(b"\x89PNG\r\n\x1a\n"):
            raise DocumentError("Il logo di un documento è un'immagine PNG.")
        if self.logo and not self.logo_alt.strip():
            raise DocumentError("Un logo ha sempre una descrizione a parole.")


@dataclass(frozen=True)
class Document(_Piece):
    """A whole document.

    `date` is aware (any zone, kept as UTC in what is made); `banner` (a warning) and
    `footer_code` stand on every page; `cover` lines make a first page of their own, if any;
    `contents` is how many levels of headings the table of contents has (0: none). Raises
    DocumentError on a blank title, a naive date or a language that is not an ISO 639 code of two
    or three letters.
    """

    title: str
    date: datetime
    blocks: tuple[Block, ...]
    language: str = "it"
    author: str = ""
    banner: str | None = None
    footer_code: str | None = None
    cover: tuple[str, ...] = ()
    contents: int = 0
    look: Look | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.title.strip():
            raise DocumentError("Un documento ha sempre un titolo.")
        if self.date.utcoffset() is None:
            raise DocumentError("La data di un documento dice sempre il fuso orario.")
        if not _LANGUAGE.match(self.language):
            raise DocumentError("La lingua di un documento è un codice come «it».")


def _plain(value: object) -> object:
    """What JSON has no words for: pieces, instants, pictures."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, bytes):
        return f"sha256:{hashlib.sha256(value).hexdigest()}"
    named = {"kind": type(value).__name__, **vars(value)}
    if isinstance(value, Document):
        named["footer_code"] = None
        if value.look is None:
            del named["look"]
    return named


def canonical_json(document: Document) -> bytes:
    """Give the one UTF-8 JSON of `document` without its code: equal documents, equal bytes.

    A picture stands in it by its SHA-256. A document without a look says nothing of one, so that
    the codes of those made before there were looks stay what they were.
    """
    words = json.dumps(
        document, default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return words.encode()


def content_code(document: Document) -> str:
    """Give the code of the content, `XXXXX-XXXXX`: 50 bits of its SHA-256, Crockford base32.

    The code itself is left out, so that adding it does not change it.
    """
    return short_code(hashlib.sha256(canonical_json(document)).digest())


def short_code(digest: bytes) -> str:
    """The first 50 bits of a digest for who reads or types them: `XXXXX-XXXXX`."""
    code = base64.b32encode(digest)[:10].decode().translate(_CROCKFORD)
    return f"{code[:5]}-{code[5:]}"


def with_code(document: Document) -> Document:
    """Give `document` with its content code on every page."""
    return replace(document, footer_code=content_code(document))
