"""Chains, revocation and time stamps, from what the file itself brings: never the network."""

import asyncio
import hashlib
import logging
from collections.abc import Coroutine, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from asn1crypto import cms, core, crl, ocsp, x509
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathError, RevokedError, ValidationError
from pyhanko_certvalidator.policy_decl import (
    CertRevTrustPolicy,
    RevocationCheckingPolicy,
    RevocationCheckingRule,
)

from app.core.documents.signatures.anchors import Anchors
from app.core.documents.signatures.report import Issuer, Revocation

T = TypeVar("T")
STAMP = "signature_time_stamp_token"
_ARCHIVAL = "adobe_revocation_info_archival"
# What hostile or merely odd ASN.1 makes the readers raise.
MALFORMED = (
    ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError,
    NotImplementedError, RecursionError, AssertionError, SigningError, SignatureValidationError,
    ValidationError, PathError,
)  # fmt: skip

logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)

# The signer's own certificate must be proved good, or is refused only where proved revoked.
_WHERE_KNOWN = CertRevTrustPolicy(RevocationCheckingPolicy.from_legacy("soft-fail"))
_PROVED = CertRevTrustPolicy(
    RevocationCheckingPolicy(
        ee_certificate_rule=RevocationCheckingRule.CRL_OR_OCSP_REQUIRED,
        intermediate_ca_cert_rule=RevocationCheckingRule.CHECK_IF_DECLARED_SOFT,
    )
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Certificates and revocation data that came with the signatures of one file."""

    certificates: tuple[x509.Certificate, ...] = ()
    crls: tuple[crl.CertificateList, ...] = ()
    ocsps: tuple[ocsp.OCSPResponse, ...] = ()


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run what pyHanko writes as a coroutine; it waits for nothing."""
    return asyncio.run(work)


def evidence_in(signed: cms.SignedData) -> Evidence:
    """What a CMS brings: its certificates, lists, and the answers in its attributes."""
    crls: list[crl.CertificateList] = []
    ocsps: list[ocsp.OCSPResponse] = []
    for choice in _given(signed["crls"]):
        if choice.name == "crl":
            crls.append(choice.chosen)
        elif choice.name == "other":
            found = choice.chosen[1].parsed
            ocsps.extend([found] if isinstance(found, ocsp.OCSPResponse) else ())
    for signer in signed["signer_infos"]:
        for attribute in _given(signer["signed_attrs"]):
            if attribute["type"].native == _ARCHIVAL:
                for held in attribute["values"]:
                    crls.extend(_given(held["crl"]))
                    ocsps.extend(_given(held["ocsp"]))
    return Evidence(certificates_in(signed), tuple(crls), tuple(ocsps))


def _given(field: Any) -> Iterable[Any]:
    return () if isinstance(field, core.Void) else field


def certificates_in(signed: cms.SignedData) -> tuple[x509.Certificate, ...]:
    """The certificates that travel in a CMS."""
    return tuple(
        choice.chosen for choice in _given(signed["certificates"]) if choice.name == "certificate"
    )


def signer_certificate(
    signer: cms.SignerInfo, certificates: Iterable[x509.Certificate]
) -> x509.Certificate | None:
    """The certificate that a signer entry names, by issuer and number or by its key."""
    named = signer["sid"]
    for one in certificates:
        if named.name == "issuer_and_serial_number":
            wanted = named.chosen
            if (
                one.serial_number == wanted["serial_number"].native
                and one.issuer.hashable == wanted["issuer"].hashable
            ):
                return one
        elif one.key_identifier == named.chosen.native:
            return one
    return None


class Trust:
    """What this installation trusts, with the evidence of one file."""

    def __init__(self, anchors: Anchors, evidence: Evidence) -> None:
        self._roots = [x509.Certificate.load(der) for der in anchors.certificates]
        self._evidence = evidence

    def _context(self, moment: datetime, *, strict: bool = False) -> ValidationContext:
        return ValidationContext(
            trust_roots=self._roots,
            other_certs=self._evidence.certificates,
            moment=moment,
            allow_fetching=False,
            crls=self._evidence.crls,
            ocsps=self._evidence.ocsps,
            revinfo_policy=_PROVED if strict else _WHERE_KNOWN,
        )

    def judge(self, certificate: x509.Certificate, at: datetime) -> tuple[Issuer, Revocation]:
        """Whether the chain leads to an anchor, and what the evidence says of revocation.

        `at` is moved into the certificate's own dates: expiry is another question.
        """
        if not self._roots:
            return Issuer.NOT_CHECKED, Revocation.NO_EVIDENCE
        moment = min(max(at, certificate.not_valid_before), certificate.not_valid_after)
        try:
            run(self._validate(certificate, moment, strict=True))
        except RevokedError:
            return Issuer.TRUSTED, Revocation.REVOKED
        except MALFORMED:
            pass  # proved neither good nor revoked: the chain is still a question
        else:
            return Issuer.TRUSTED, Revocation.GOOD
        try:
            run(self._validate(certificate, moment))
        except MALFORMED:
            return Issuer.UNKNOWN, Revocation.NO_EVIDENCE
        return Issuer.TRUSTED, Revocation.NO_EVIDENCE

    async def _validate(
        self, certificate: x509.Certificate, moment: datetime, *, strict: bool = False
    ) -> None:
        context = self._context(moment, strict=strict)
        await CertificateValidator(certificate, validation_context=context).async_validate_path()

    def proved_time(self, signer: cms.SignerInfo) -> datetime | None:
        """The instant (UTC) of a whole time stamp from a trusted authority on this signature."""
        if not self._roots:
            return None
        signature = signer["signature"].native
        for attribute in _given(signer["unsigned_attrs"]):
            if attribute["type"].native != STAMP:
                continue
            try:
                return self._stamp(attribute["values"][0]["content"], signature)
            except MALFORMED:
                continue
        return None

    def _stamp(self, token: cms.SignedData, signature: bytes) -> datetime | None:
        at: datetime = token["encap_content_info"]["content"].parsed["gen_time"].native
        context = self._context(at)
        for one in certificates_in(token):
            context.certificate_registry.register(one)
        said = run(
            validate_tst_signed_data(
                token, context, lambda name: hashlib.new(name, signature).digest()
            )
        )
        sound = said["intact"] and said["valid"] and said.get("validation_path") is not None
        return at if sound else None
