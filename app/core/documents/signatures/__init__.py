"""Signed files: what can be found out about a signature, and which document was signed."""

from app.core.documents.signatures.anchors import (
    Anchors,
    AnchorsError,
    AnchorStore,
    load_anchors,
)
from app.core.documents.signatures.check import check_file
from app.core.documents.signatures.codes import extract_codes
from app.core.documents.signatures.report import (
    Expected,
    FileReport,
    Issuer,
    Later,
    Match,
    Revocation,
    SignatureReport,
    SignedKind,
    Trouble,
    report_from_json,
    report_to_json,
)

__all__ = [
    "AnchorStore",
    "Anchors",
    "AnchorsError",
    "Expected",
    "FileReport",
    "Issuer",
    "Later",
    "Match",
    "Revocation",
    "SignatureReport",
    "SignedKind",
    "Trouble",
    "check_file",
    "extract_codes",
    "load_anchors",
    "report_from_json",
    "report_to_json",
]
