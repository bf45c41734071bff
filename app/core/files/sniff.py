"""What a file looks like from its bytes alone, whatever it is called."""

import mmap
import re
from pathlib import Path

import puremagic

from app.core.files.cms import read_envelope
from app.core.files.errors import FileRefused

_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"{\\rtf", "rtf"),
)
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"#!",
    b"\xd0\xcf\x11\xe0",
)
_MARKUP = re.compile(
    rb"<(?:!doctype|html|head|body|script|svg|iframe|object|\?xml|\?php|%|[a-z]+:svg)", re.I
)
_ACTIVE = {".exe", ".dll", ".html", ".htm", ".svg", ".js", ".jar", ".class", ".swf", ".msi", ".hta"}
_TAIL = 65_557  # bytes: the longest end of a ZIP archive, its comment included


def looks_like(head: bytes) -> str | None:
    """Give the format that `head` begins as (`zip` for all that are archives), or None."""
    for start, name in _STARTS:
        if head.startswith(start):
            return name
    if head[:1] == b"\x30" and b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02" in head[:64]:
        return "p7m"
    return "p7m" if head.startswith(b"MI") and read_envelope(head) is not None else None


def _puremagic_ending(head: bytes) -> str:
    try:
        matches = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return ""
    return str(matches[0].extension).lower() if matches else ""


def disguised(head: bytes) -> bool:
    """Say whether `head` is a program, or markup that a browser would run."""
    plain = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if head.startswith(_PROGRAMS) or (head.startswith(b"MZ") and b"\0" in head[:64]):
        return True
    if _MARKUP.match(plain):
        return True
    return looks_like(head) is None and _puremagic_ending(head) in _ACTIVE


def refuse_second_format(path: Path, kind: str) -> None:
    """Raise FileRefused if the file is, besides `kind`, a PDF or an archive (a polyglot)."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        pdf_inside = kind not in ("pdf", "eml") and data.find(b"%PDF-", 0, 1024) >= 0
        end = data.rfind(b"PK\x05\x06", max(0, len(data) - _TAIL))
        archive = end >= 0 and len(data) - end >= 22 and _ends_archive(data, end)
    if pdf_inside or archive:
        raise FileRefused(
            "Il file ne contiene un altro nascosto: apritelo, salvatelo di nuovo e ricaricatelo."
        )


def _ends_archive(data: mmap.mmap, end: int) -> bool:
    """Say whether the end record at `end` points to a directory of an archive."""
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    at = end - size
    return at >= 0 and (size == 0 or data[at : at + 4] == b"PK\x01\x02")
