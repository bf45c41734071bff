"""One signer entry of a CMS, in a PDF or around a file: its facts."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from asn1crypto import cms, core, x509
from pyhanko.sign.validation.generic_cms import validate_sig_integrity

from app.core.documents.signatures.report import (
    Issuer,
    Later,
    Revocation,
    SignatureReport,
    SignedKind,
)
from app.core.documents.signatures.subject import (
    is_for_signing,
    is_qualified,
    name_of,
    serial_of,
    tax_code_of,
)
from app.core.documents.signatures.trust import MALFORMED, Trust, signer_certificate

DIGESTS = frozenset(
    {"md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "sha3_384", "sha3_512"}
)
_WEAK_DIGESTS = ("md5", "sha1")
_LEAST_RSA = 2048
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def digest_name(signer: cms.SignerInfo) -> str:
    """The digest algorithm of an entry. Raises ValueError for one that is not known."""
    name = str(signer["digest_algorithm"]["algorithm"].native)
    if name not in DIGESTS:
        raise ValueError(f"digest algorithm {name[:40]}")
    return name


def declared_time(signer: cms.SignerInfo) -> datetime | None:
    """The signing time attribute (UTC): only what the signer's own clock said."""
    attributes = signer["signed_attrs"]
    if isinstance(attributes, core.Void):
        return None
    for attribute in attributes:
        if attribute["type"].native == "signing_time":
            found = attribute["values"][0].native
            return found if isinstance(found, datetime) else None
    return None


def _weak(signer: cms.SignerInfo, certificate: x509.Certificate) -> tuple[str, ...]:
    found = [name.upper() for name in (digest_name(signer),) if name in _WEAK_DIGESTS]
    key = certificate.public_key
    if key.algorithm == "rsa" and key.bit_size < _LEAST_RSA:
        found.append(f"RSA {key.bit_size}")
    return tuple(found)


def _is_intact(
    signer: cms.SignerInfo, certificate: x509.Certificate, digest: Callable[[str], bytes]
) -> bool:
    try:
        same, right = validate_sig_integrity(
            signer, certificate, "data", digest(digest_name(signer))
        )
    except MALFORMED:
        return False
    return bool(same and right)


def unreadable_signature(carrier: SignedKind) -> SignatureReport:
    """An entry that cannot be read, or that does not bring its certificate."""
    return SignatureReport(
        carrier=carrier,
        intact=False,
        later=Later.NOTHING,
        name="",
        tax_code="",
        issued_by="",
        serial="",
        valid_from=_NEVER,
        valid_until=_NEVER,
        declared_at=None,
        proved_at=None,
        issuer=Issuer.NOT_CHECKED,
        revocation=Revocation.NO_EVIDENCE,
        for_signing=False,
        qualified=False,
        algorithm="",
    )


def examine_entry(
    signer: cms.SignerInfo,
    certificates: tuple[x509.Certificate, ...],
    digest: Callable[[str], bytes],
    trust: Trust,
    at: datetime,
    *,
    carrier: SignedKind,
    later: Later = Later.NOTHING,
    written_at: datetime | None = None,
) -> SignatureReport:
    """The facts of one entry over the content whose `digest` (by algorithm) is given.

    `at` (UTC) is by when the file was surely here; `written_at` is the time that a PDF's
    signature dictionary says, used where the signature itself says none.
    """
    try:
        certificate = signer_certificate(signer, certificates)
        if certificate is None:
            return unreadable_signature(carrier)
        proved_at = trust.proved_time(signer)
        issuer, revocation = trust.judge(certificate, proved_at or at)
        found = _certified(carrier, signer, certificate)
        return replace(
            found,
            intact=_is_intact(signer, certificate, digest),
            later=later,
            declared_at=declared_time(signer) or written_at,
            proved_at=proved_at,
            issuer=issuer,
            revocation=revocation,
        )
    except MALFORMED:
        return unreadable_signature(carrier)


def _certified(
    carrier: SignedKind, signer: cms.SignerInfo, certificate: x509.Certificate
) -> SignatureReport:
    """What the certificate and the algorithms say; whether it holds is not looked at."""
    key = certificate.public_key
    return replace(
        unreadable_signature(carrier),
        name=name_of(certificate.subject),
        tax_code=tax_code_of(certificate),
        issued_by=name_of(certificate.issuer),
        serial=serial_of(certificate),
        valid_from=certificate.not_valid_before,
        valid_until=certificate.not_valid_after,
        for_signing=is_for_signing(certificate),
        qualified=is_qualified(certificate),
        algorithm=f"{digest_name(signer).upper()}, {key.algorithm.upper()} {key.bit_size}",
        weak=_weak(signer, certificate),
    )


def hashes_of(data: bytes) -> Callable[[str], bytes]:
    """Digests of `data` by the name of the algorithm, each made once."""
    made: dict[str, bytes] = {}

    def digest(name: str) -> bytes:
        if name not in made:
            made[name] = hashlib.new(name, data).digest()
        return made[name]

    return digest
