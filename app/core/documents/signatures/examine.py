"""A file and when it was here, in; a report, out: what the examiner's own process does."""

from dataclasses import replace
from datetime import datetime

from app.core.documents.signatures.anchors import Anchors
from app.core.documents.signatures.opened import may_be_signed, open_pdf
from app.core.documents.signatures.report import (
    Expected,
    FileReport,
    SignedKind,
    Trouble,
    kind_of,
    unexamined,
)


def examine_file(
    data: bytes, at: datetime, *, expected: Expected | None = None, anchors: Anchors | None = None
) -> FileReport:
    """Examine in this process, without limits of time or memory. Raises nothing.

    `at` (UTC) is by when the file was surely here: certificates must hold then.
    """
    anchors = anchors or Anchors()
    kind = kind_of(data)
    if kind is SignedKind.PDF and not may_be_signed(data):
        report = open_pdf(data, at, expected, anchors)
        unsigned = report.trouble is Trouble.NONE
        return replace(report, trouble=Trouble.UNSIGNED) if unsigned else report
    if kind in (SignedKind.PDF, SignedKind.P7M):
        return _examine_signed(kind, data, at, expected, anchors)
    return unexamined(data, at, Trouble.UNSIGNED, anchors)


def _examine_signed(
    kind: SignedKind, data: bytes, at: datetime, expected: Expected | None, anchors: Anchors
) -> FileReport:
    # pyHanko takes most of a second to import, and a scan signed by hand does not need it.
    from app.core.documents.signatures.cades import examine_p7m  # noqa: PLC0415
    from app.core.documents.signatures.pades import examine_pdf  # noqa: PLC0415

    examine = examine_pdf if kind is SignedKind.PDF else examine_p7m
    return examine(data, at, expected, anchors)
