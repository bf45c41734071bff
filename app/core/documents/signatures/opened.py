"""A PDF opened, before any signature: its content codes, and whether it is the expected file."""

import hashlib
import io
from dataclasses import replace
from datetime import datetime

import pikepdf

from app.core.documents.signatures.additions import only_signatures_added
from app.core.documents.signatures.anchors import Anchors
from app.core.documents.signatures.codes import read_codes
from app.core.documents.signatures.report import Expected, FileReport, Match, Trouble, unexamined

_ODD = (pikepdf.PdfError, RuntimeError, TypeError, KeyError, ValueError, IndexError, EOFError)


def open_pdf(data: bytes, at: datetime, expected: Expected | None, anchors: Anchors) -> FileReport:
    """What can be told without its signatures. Raises nothing; see `examine_pdf`."""
    report = unexamined(data, at, _trouble_opening(data), anchors)
    if report.trouble is not Trouble.NONE:
        return report
    codes, pages = read_codes(data)
    return replace(report, codes=codes, pages=pages, match=_match(data, expected))


def may_be_signed(data: bytes) -> bool:
    """Whether a PDF can hold a signature: its byte range is always written in plain."""
    return b"/ByteRange" in data


def _trouble_opening(data: bytes) -> Trouble:
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return Trouble.ENCRYPTED if pdf.is_encrypted else Trouble.NONE
    except pikepdf.PasswordError:
        return Trouble.ENCRYPTED
    except _ODD:
        return Trouble.UNREADABLE


def _match(data: bytes, expected: Expected | None) -> Match:
    """Whether the expected file is the first revision, and only signatures were added to it."""
    if expected is None:
        return Match.NOT_COMPARED
    first = data[: expected.size]
    if hashlib.sha256(first).hexdigest() != expected.sha256:
        return Match.OTHER
    if len(data) == expected.size:
        return Match.SAME
    try:
        harmless = only_signatures_added(first, data)
    except _ODD:
        harmless = False
    return Match.SAME if harmless else Match.ADDED
