"""A PDF signed inside (PAdES): every signature, what it covers, and what came after it."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import pikepdf
from asn1crypto import crl, ocsp
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import (
    DiffResult,
    ModificationLevel,
)
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from app.core.documents.signatures.anchors import Anchors
from app.core.documents.signatures.entry import examine_entry, unreadable_signature
from app.core.documents.signatures.opened import open_pdf
from app.core.documents.signatures.report import (
    Expected,
    FileReport,
    Later,
    SignatureReport,
    SignedKind,
    Trouble,
)
from app.core.documents.signatures.trust import (
    MALFORMED,
    Evidence,
    Trust,
    certificates_in,
    evidence_in,
)

MAX_SIGNATURES = 20
_ODD = (*MALFORMED, PdfError, pikepdf.PdfError, RuntimeError, EOFError)
_HARMLESS = (ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING)


def examine_pdf(
    data: bytes, at: datetime, expected: Expected | None, anchors: Anchors
) -> FileReport:
    """The signatures of a PDF and its content codes. Raises nothing.

    `at` (UTC) is by when the file was surely here.
    """
    report = open_pdf(data, at, expected, anchors)
    if report.trouble is not Trouble.NONE:
        return report
    try:
        reader = PdfFileReader(io.BytesIO(data), strict=False)
        embedded = list(reader.embedded_regular_signatures)[:MAX_SIGNATURES]
        found = _examine_all(reader, embedded, at, anchors)
    except _ODD:
        return replace(report, trouble=Trouble.UNREADABLE)
    trouble = Trouble.NONE if found else Trouble.UNSIGNED
    return replace(report, trouble=trouble, signatures=found)


def _examine_all(
    reader: PdfFileReader, embedded: list[EmbeddedPdfSignature], at: datetime, anchors: Anchors
) -> tuple[SignatureReport, ...]:
    trust = Trust(anchors, _evidence(reader, embedded))
    return tuple(_examine_one(one, at, trust) for one in embedded)


def _evidence(reader: PdfFileReader, embedded: list[EmbeddedPdfSignature]) -> Evidence:
    """What the signatures bring, and the store of long-term validation where there is one."""
    parts = [evidence_in(one.signed_data) for one in embedded]
    parts.append(_stored(reader))
    return Evidence(
        tuple(one for part in parts for one in part.certificates),
        tuple(one for part in parts for one in part.crls),
        tuple(one for part in parts for one in part.ocsps),
    )


def _stored(reader: PdfFileReader) -> Evidence:
    try:
        store = DocumentSecurityStore.read_dss(reader)
        return Evidence(
            tuple(store.load_certs()),
            tuple(crl.CertificateList.load(one.get_object().data) for one in store.crls),
            tuple(ocsp.OCSPResponse.load(one.get_object().data) for one in store.ocsps),
        )
    except _ODD:
        return Evidence()  # most files have no store


def _examine_one(one: EmbeddedPdfSignature, at: datetime, trust: Trust) -> SignatureReport:
    try:
        one.compute_integrity_info()  # type: ignore[no-untyped-call]
        report = examine_entry(
            one.signer_info,
            certificates_in(one.signed_data),
            lambda name: one.compute_digest(name),
            trust,
            at,
            carrier=SignedKind.PDF,
            later=_later(one),
            written_at=_written_at(one),
        )
    except _ODD:
        return unreadable_signature(SignedKind.PDF)
    covered = one.coverage in (
        SignatureCoverageLevel.ENTIRE_FILE,
        SignatureCoverageLevel.ENTIRE_REVISION,
    )
    return replace(report, intact=report.intact and covered)


def _written_at(one: EmbeddedPdfSignature) -> datetime | None:
    try:
        found = one.self_reported_timestamp
    except _ODD:
        return None
    if found is None:
        return None
    return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)


def _later(one: EmbeddedPdfSignature) -> Later:
    found = one.diff_result
    if not isinstance(found, DiffResult):
        return Later.CHANGES
    if found.modification_level is ModificationLevel.NONE:
        return Later.NOTHING
    return Later.SIGNATURES if found.modification_level in _HARMLESS else Later.CHANGES
