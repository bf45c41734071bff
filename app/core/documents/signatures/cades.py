"""A .p7m: a CMS around the whole file (CAdES), with any number of signers."""

import binascii
import hashlib
from dataclasses import replace
from datetime import datetime

from asn1crypto import cms, core

from app.core.documents.signatures.anchors import Anchors
from app.core.documents.signatures.entry import examine_entry, hashes_of
from app.core.documents.signatures.pades import examine_pdf
from app.core.documents.signatures.report import (
    Expected,
    FileReport,
    Match,
    SignedKind,
    Trouble,
    unexamined,
)
from app.core.documents.signatures.trust import MALFORMED, Trust, evidence_in
from app.core.files.cms import bare_envelope, read_envelope
from app.core.files.sniff import looks_like

MAX_SIGNERS = 20


def examine_p7m(
    data: bytes, at: datetime, expected: Expected | None, anchors: Anchors
) -> FileReport:
    """The signers of an attached envelope (DER, BER, PEM or base64), and what it holds.

    A PDF inside is examined for signatures of its own; an envelope inside is not opened. Raises
    nothing.
    """
    blank = unexamined(data, at, Trouble.UNREADABLE, anchors)
    if read_envelope(data) is None:
        return blank
    try:
        signed = cms.ContentInfo.load(bare_envelope(data))["content"]
        held = signed["encap_content_info"]["content"]
        if isinstance(held, core.Void):
            return replace(blank, trouble=Trouble.DETACHED)
        return _examine(blank, signed, bytes(held), expected, anchors)
    except (*MALFORMED, binascii.Error):
        return blank


def _examine(
    blank: FileReport,
    signed: cms.SignedData,
    content: bytes,
    expected: Expected | None,
    anchors: Anchors,
) -> FileReport:
    if looks_like(content[:4096]) == "p7m":
        return replace(blank, trouble=Trouble.NESTED)
    evidence = evidence_in(signed)
    trust, digest = Trust(anchors, evidence), hashes_of(content)
    signatures = tuple(
        examine_entry(
            signer,
            evidence.certificates,
            digest,
            trust,
            blank.here_by,
            carrier=SignedKind.P7M,
        )
        for signer in list(signed["signer_infos"])[:MAX_SIGNERS]
    )
    report = replace(
        blank,
        trouble=Trouble.NONE if signatures else Trouble.UNSIGNED,
        signatures=signatures,
        match=_match(content, expected),
    )
    if not content.startswith(b"%PDF-"):
        return report
    inner = examine_pdf(content, blank.here_by, expected, anchors)
    return replace(
        report,
        signatures=(*signatures, *inner.signatures),
        match=inner.match if inner.match in (Match.SAME, Match.ADDED) else report.match,
        codes=inner.codes,
        pages=inner.pages,
    )


def _match(content: bytes, expected: Expected | None) -> Match:
    if expected is None:
        return Match.NOT_COMPARED
    same = len(content) == expected.size and hashlib.sha256(content).hexdigest() == expected.sha256
    return Match.SAME if same else Match.OTHER
