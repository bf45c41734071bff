"""What was found out about the signatures of a file: facts, with no judgement of them."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from app.core.documents.signatures.anchors import Anchors
from app.core.files.cms import read_envelope
from app.core.files.sniff import looks_like

RULES = "1"  # raised whenever the same file could give another report


class SignedKind(StrEnum):
    """How a signature is carried: inside a PDF (PAdES), around the file (CAdES), or neither."""

    PDF = "pdf"
    P7M = "p7m"
    OTHER = "other"


class Trouble(StrEnum):
    """Why no signature could be examined."""

    NONE = "none"
    ENCRYPTED = "encrypted"
    UNREADABLE = "unreadable"
    NESTED = "nested"
    DETACHED = "detached"
    UNSIGNED = "unsigned"
    TOO_HEAVY = "too_heavy"


class Match(StrEnum):
    """What was signed, beside the file that was expected.

    SAME: byte for byte, in a PDF as its first revision, with only signatures added to it. ADDED:
    the same first revision with something else added before it was signed. OTHER: another file.
    """

    SAME = "same"
    ADDED = "added"
    OTHER = "other"
    NOT_COMPARED = "not_compared"


class Issuer(StrEnum):
    """Whether the certificates lead to one that this installation trusts."""

    TRUSTED = "trusted"
    UNKNOWN = "unknown"
    NOT_CHECKED = "not_checked"


class Revocation(StrEnum):
    """What the evidence inside the file says; nothing is asked over the network."""

    GOOD = "good"
    REVOKED = "revoked"
    NO_EVIDENCE = "no_evidence"


class Later(StrEnum):
    """What was added to a PDF after this signature."""

    NOTHING = "nothing"
    SIGNATURES = "signatures"
    CHANGES = "changes"


@dataclass(frozen=True, slots=True)
class Expected:
    """The file that should have been signed, by its size in bytes and its SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """One signature. All instants are UTC; texts are as the certificate writes them, shortened.

    `intact`: digest and signature agree with what was signed. `declared_at` is what the signer's
    own clock said; `proved_at` is a time stamp from a trusted authority. `weak` names algorithms
    that no longer protect.
    """

    carrier: SignedKind
    intact: bool
    later: Later
    name: str
    tax_code: str
    issued_by: str
    serial: str
    valid_from: datetime
    valid_until: datetime
    declared_at: datetime | None
    proved_at: datetime | None
    issuer: Issuer
    revocation: Revocation
    for_signing: bool
    qualified: bool
    algorithm: str
    weak: tuple[str, ...] = ()

    def valid_on(self, instant: datetime) -> bool:
        """Whether `instant` falls between the certificate's dates."""
        return self.valid_from <= instant <= self.valid_until


@dataclass(frozen=True, slots=True)
class FileReport:
    """Everything found in a file that was surely here by `here_by` (UTC).

    `codes` maps a content code to the pages that bear it, as printed words or as a picture;
    `pages` is 0 where nothing could be opened.

    `anchors` counts the trusted certificates and `anchors_sha256` names their set.
    """

    kind: SignedKind
    sha256: str
    here_by: datetime
    trouble: Trouble
    match: Match
    signatures: tuple[SignatureReport, ...] = ()
    codes: tuple[tuple[str, int], ...] = ()
    pages: int = 0
    anchors: int = 0
    anchors_sha256: str = ""
    rules: str = RULES

    def pages_with(self, code: str) -> int:
        """On how many pages `code` was read."""
        return dict(self.codes).get(code, 0)


def kind_of(data: bytes) -> SignedKind:
    """How a file would carry a signature."""
    looks = looks_like(data[:4096])
    if looks == "pdf":
        return SignedKind.PDF
    wrapped = looks == "p7m" or (looks is None and read_envelope(data) is not None)
    return SignedKind.P7M if wrapped else SignedKind.OTHER


def unexamined(data: bytes, at: datetime, trouble: Trouble, anchors: Anchors) -> FileReport:
    """The report of a file in which nothing was looked at yet, or could be."""
    return FileReport(
        kind=kind_of(data),
        sha256=hashlib.sha256(data).hexdigest(),
        here_by=at,
        trouble=trouble,
        match=Match.NOT_COMPARED,
        anchors=len(anchors.certificates),
        anchors_sha256=anchors.sha256,
    )


_REPORT: TypeAdapter[FileReport] = TypeAdapter(FileReport)


def report_to_json(report: FileReport) -> dict[str, Any]:
    """The report as JSON can hold it."""
    said: dict[str, Any] = _REPORT.dump_python(report, mode="json")
    return said


def report_from_json(said: dict[str, Any]) -> FileReport:
    """The report that `report_to_json` wrote. Raises pydantic.ValidationError on anything else."""
    return _REPORT.validate_python(said)
