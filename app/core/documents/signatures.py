"""Which files look signed, and which of our documents they are.

Nothing here verifies a signature: no digest, certificate, chain or time is checked. That is
the later work of the room of signatures; until then "looks signed" only sorts what arrived.
"""

import io
import re
from dataclasses import dataclass
from enum import StrEnum

import pikepdf

from app.core.documents.pdf_text import page_texts
from app.core.files.cms import read_envelope

_CODE = re.compile(r"(?<![0-9A-Z])[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}(?![0-9A-Z])")


class SignedKind(StrEnum):
    """How a signature is carried: inside a PDF (PAdES), around the file (CAdES), or neither."""

    PDF = "pdf"
    P7M = "p7m"
    OTHER = "other"


@dataclass(frozen=True)
class SignedFile:
    """What a file looks like. `looks_signed` is a first sight, not a verification."""

    kind: SignedKind
    looks_signed: bool


def _is_signature(item: pikepdf.Object | None) -> bool:
    if not isinstance(item, pikepdf.Dictionary):
        return False
    span = item.get("/ByteRange")
    return isinstance(span, pikepdf.Array) and len(span) == 4 and "/Contents" in item


def _has_signature_dictionary(pdf: pikepdf.Pdf) -> bool:
    """Say whether a signature dictionary stands alone or as the value of a field."""
    return any(
        _is_signature(item) or _is_signature(item.get("/V"))
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary)
    )


def recognise_signed(data: bytes) -> SignedFile:
    """Say whether `data` carries a PAdES signature dictionary or is a CMS signed envelope.

    A broken or encrypted PDF is a PDF that does not look signed. Raises nothing.
    """
    if data.startswith(b"%PDF-"):
        try:
            with pikepdf.open(io.BytesIO(data)) as pdf:
                return SignedFile(SignedKind.PDF, _has_signature_dictionary(pdf))
        except pikepdf.PdfError:
            return SignedFile(SignedKind.PDF, looks_signed=False)
    envelope = read_envelope(data)
    if envelope is not None:
        return SignedFile(SignedKind.P7M, envelope.signers > 0)
    return SignedFile(SignedKind.OTHER, looks_signed=False)


def extract_codes(data: bytes) -> set[str]:
    """Give the content codes in a PDF's keywords and printed text; none if it cannot be read.

    A scan has no text: there a person reads the code. What is found is a claim of the file,
    which anybody can write; compare it with the code on record.
    """
    found: set[str] = set()
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            found.update(_CODE.findall(str(pdf.docinfo.get("/Keywords", ""))))
            for text in page_texts(pdf):
                found.update(_CODE.findall(text))
    except (pikepdf.PdfError, ValueError, TypeError):
        return found
    return found
