"""The words of a PDF's pages, read simply and within bounds: enough to look for a code."""

import re
import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf

MAX_PAGES = 200
MAX_STREAM = 8 << 20  # bytes of one stream, unpacked

_BLOCK = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")


def _unpacked(stream: pikepdf.Stream) -> bytes:
    """Give the bytes of a plain or deflated stream, at most MAX_STREAM; else none."""
    chain = stream.get("/Filter")
    names = list(chain) if isinstance(chain, pikepdf.Array) else [chain] if chain else []
    if not names:
        return bytes(stream.read_raw_bytes())[:MAX_STREAM]
    if [str(name) for name in names] != ["/FlateDecode"] or "/DecodeParms" in stream:
        return b""
    try:
        return zlib.decompressobj().decompress(bytes(stream.read_raw_bytes()), MAX_STREAM)
    except zlib.error:
        return b""


def _utf16(raw: bytes) -> str:
    return raw.decode("utf-16-be", errors="replace")


def _ranges(values: list[bytes | None], table: dict[bytes, str]) -> None:
    """Read `<first> <last> <text>` triples; `None` marks the bounds of a list of texts."""
    at = 0
    while at + 2 < len(values):
        first, last, text = values[at : at + 3]
        if first is None or last is None:
            return
        width, start = len(first), int.from_bytes(first)
        if text is not None:
            base = int.from_bytes(text)
            for step in range(min(int.from_bytes(last) - start + 1, 65536)):
                target = (base + step).to_bytes(max(len(text), 3), "big")[-len(text) :]
                table[(start + step).to_bytes(width + 1, "big")[-width:]] = _utf16(target)
            at += 3
            continue
        end = values.index(None, at + 3) if None in values[at + 3 :] else len(values)
        for step, item in enumerate(values[at + 3 : end]):
            table[(start + step).to_bytes(width + 1, "big")[-width:]] = _utf16(item or b"")
        at = end + 1


def _character_map(font: pikepdf.Object) -> dict[bytes, str]:
    table: dict[bytes, str] = {}
    source = font.get("/ToUnicode")
    if not isinstance(source, pikepdf.Stream):
        return table
    for kind, body in _BLOCK.findall(_unpacked(source)):
        values = [
            bytes.fromhex(digits.decode()) if not bracket else None
            for digits, *brackets in _HEX.findall(body)
            for bracket in [any(brackets)]
        ]
        if kind == b"range":
            _ranges(values, table)
            continue
        for code, text in zip(values[::2], values[1::2], strict=False):
            if code and text is not None:
                table[code] = _utf16(text)
    return table


class _Font:
    def __init__(self, font: pikepdf.Object) -> None:
        self._table = _character_map(font)
        self._width = 2 if str(font.get("/Subtype")) == "/Type0" else 1

    def decode(self, raw: bytes) -> str:
        width = self._width
        codes = (raw[at : at + width] for at in range(0, len(raw), width))
        plain = "latin-1" if width == 1 else "utf-16-be"
        return "".join(
            self._table.get(code) or (code.decode(plain, "replace") if not self._table else "�")
            for code in codes
        )


def _dictionary(holder: Any, name: str) -> pikepdf.Object:
    """What stands under a name of a file that may be damaged: an empty one for anything else."""
    found = holder.get(name)
    return found if isinstance(found, pikepdf.Dictionary) else pikepdf.Dictionary()


def _page_words(pdf: pikepdf.Pdf, page: pikepdf.Page) -> Iterator[str]:
    fonts: dict[str, _Font] = {}
    declared = _dictionary(_dictionary(page.obj, "/Resources"), "/Font")
    contents = page.obj.get("/Contents", pikepdf.Array())
    parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    raw = b"\n".join(_unpacked(part) for part in parts if isinstance(part, pikepdf.Stream))
    font: _Font | None = None
    for instruction in pikepdf.parse_content_stream(pikepdf.Stream(pdf, raw)):
        operands, name = instruction.operands, str(instruction.operator)
        if name == "Tf":
            key = str(operands[0])
            if key not in fonts and key in declared:
                fonts[key] = _Font(_dictionary(declared, key))
            font = fonts.get(key)
        elif name == "ET":
            yield "\n"
        elif name in ("Tj", "'", '"', "TJ") and font:
            items = operands[0] if name == "TJ" else operands[-1:]
            yield from (font.decode(bytes(x)) for x in items if isinstance(x, pikepdf.String))


def page_texts(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Give the text of each page in drawing order, of the first MAX_PAGES; forms are not read.

    Raises pikepdf.PdfError on a content stream that cannot be parsed.
    """
    for number, page in enumerate(pdf.pages):
        if number >= MAX_PAGES:
            return
        yield "".join(_page_words(pdf, page))
