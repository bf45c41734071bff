"""A file and when it was here, in; a report, out: what the examiner's own process does."""

from datetime import datetime

from app.core.documents.signatures.anchors import Anchors
from app.core.documents.signatures.cades import examine_p7m
from app.core.documents.signatures.pades import examine_pdf
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
    if kind is SignedKind.PDF:
        return examine_pdf(data, at, expected, anchors)
    if kind is SignedKind.P7M:
        return examine_p7m(data, at, expected, anchors)
    return unexamined(data, at, Trouble.UNSIGNED, anchors)
