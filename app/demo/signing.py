"""The demonstration's own certification authority: certificates that say they are invented.

Its key comes from a constant, so that everybody has it: it is trusted in the demonstration only.
"""

import hashlib
import io
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.x509.oid import NameOID

from app.core.documents.signatures import Anchors, Expected, FileReport

_SEED = hashlib.sha256(b"coprogramma: certification authority of the demonstration").digest()
_SINCE = datetime(2024, 1, 1, tzinfo=UTC)
_LASTS = timedelta(days=365 * 30)
_DER = serialization.Encoding.DER


def _named(common: str, serial: str = "") -> x509.Name:
    parts = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "IT"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, "DIMOSTRAZIONE"),
        x509.NameAttribute(NameOID.COMMON_NAME, common),
    ]
    if serial:
        parts.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, serial))
    return x509.Name(parts)


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=False,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def _certificate(subject: x509.Name, key: ec.EllipticCurvePublicKey | None) -> x509.Certificate:
    """A person's certificate, or the root's where no key is given."""
    own = ed25519.Ed25519PrivateKey.from_private_bytes(_SEED)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(_named("Certificatore inventato della dimostrazione"))
        .public_key(key or own.public_key())
        .serial_number(x509.random_serial_number() if key else 1)
        .not_valid_before(_SINCE)
        .not_valid_after(_SINCE + _LASTS)
        .add_extension(x509.BasicConstraints(ca=key is None, path_length=None), critical=True)
        .add_extension(_usage(authority=key is None), critical=True)
    )
    return made.sign(own, None)


@lru_cache(maxsize=1)
def demo_anchors() -> Anchors:
    """The one root that the demonstration trusts; always the same bytes."""
    root = _certificate(_named("Certificatore inventato della dimostrazione"), None)
    return Anchors((root.public_bytes(_DER),))


def sign_as(pdf: bytes, name: str, tax_code: str, at: datetime) -> bytes:
    """`pdf` as an invented person signs it at `at`; the certificate says that it is invented."""
    # Imported here: signing is heavy, and only the demonstration does it.
    from asn1crypto import keys  # noqa: PLC0415
    from asn1crypto import x509 as asn1  # noqa: PLC0415
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415
    from pyhanko.sign import signers  # noqa: PLC0415
    from pyhanko.sign.fields import SigSeedSubFilter  # noqa: PLC0415
    from pyhanko_certvalidator.registry import SimpleCertificateStore  # noqa: PLC0415

    key = ec.generate_private_key(ec.SECP256R1())
    subject = _named(f"{name} (firma di prova)", f"TINIT-{tax_code}")
    certificate = _certificate(subject, key.public_key())
    private = key.private_bytes(
        _DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    out = io.BytesIO()
    signer = signers.PdfSigner(
        signers.PdfSignatureMetadata(
            field_name="FirmaDiProva",
            md_algorithm=hashes.SHA256.name,
            subfilter=SigSeedSubFilter.PADES,
        ),
        signer=signers.SimpleSigner(
            signing_cert=asn1.Certificate.load(certificate.public_bytes(_DER)),
            signing_key=keys.PrivateKeyInfo.load(private),
            cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
        ),
    )
    begin = signer.init_signing_session

    def begin_then(*given: Any, **named: Any) -> Any:
        """The story's clock, not the machine's."""
        session = begin(*given, **named)
        session.system_time = at
        return session

    signer.init_signing_session = begin_then  # type: ignore[method-assign]
    signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), output=out)
    return out.getvalue()


def examine(data: bytes, here_by: datetime, pdf: bytes) -> FileReport:
    """What the examiner finds in `data`, beside the `pdf` that was generated."""
    # Imported here: the examiner is heavy, and elsewhere it has a process of its own.
    from app.core.documents.signatures.examine import examine_file  # noqa: PLC0415

    expected = Expected(len(pdf), hashlib.sha256(pdf).hexdigest())
    return examine_file(data, here_by, expected=expected, anchors=demo_anchors())
