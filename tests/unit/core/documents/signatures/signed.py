"""One document of ours, signed well in both ways, and the examiner that trusts its signer."""

import hashlib
from datetime import UTC, datetime
from functools import lru_cache

from app.core.documents.document import Document, Paragraph, with_code
from app.core.documents.signatures import Anchors, Expected, FileReport
from app.core.documents.signatures.examine import examine_file
from app.core.documents.typst import render_pdf
from tests.support.authority import Holder, certification_authority

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
OTHER_CODE = "VRDLGU80A01A562U"
DOCUMENT = with_code(Document("Domanda", NOW, (Paragraph("Testo."),)))
CODE = DOCUMENT.footer_code or ""


@lru_cache(maxsize=1)
def generated() -> bytes:
    """A document of ours: tagged, with its code."""
    return render_pdf(DOCUMENT)


def expected() -> Expected:
    return Expected(len(generated()), hashlib.sha256(generated()).hexdigest())


def look(data: bytes, anchors: Anchors | None = None) -> FileReport:
    trusted = certification_authority().anchors if anchors is None else anchors
    return examine_file(data, NOW, expected=expected(), anchors=trusted)


@lru_cache(maxsize=1)
def holder() -> Holder:
    return certification_authority().signer()


@lru_cache(maxsize=1)
def in_pdf() -> bytes:
    return certification_authority().sign_pdf(generated(), holder())


@lru_cache(maxsize=1)
def in_p7m() -> bytes:
    return certification_authority().sign_p7m(generated(), holder(), at=NOW)
