"""A small certification authority of our own, with signers like the Italian ones, good and bad."""

import asyncio
import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import pikepdf
from asn1crypto import cms, crl, keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from app.core.documents.signatures import Anchors

SIGNATORY_CODE = "RSSMRA85T10A562S"
BORN = datetime(2020, 1, 1, tzinfo=UTC)
DIES = datetime(2040, 1, 1, tzinfo=UTC)
_QUALIFIED = bytes.fromhex("300a3008" + "060604008e460101")


@dataclass(frozen=True)
class Holder:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def asn1(self) -> asn1.Certificate:
        return asn1.Certificate.load(self.der)

    @property
    def asn1_key(self) -> keys.PrivateKeyInfo:
        return keys.PrivateKeyInfo.load(
            self.key.private_bytes(
                serialization.Encoding.DER,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )


def _name(common: str, **more: str) -> x509.Name:
    parts = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "IT"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Certificatore di prova"),
        x509.NameAttribute(NameOID.COMMON_NAME, common),
    ]
    if "serial" in more:
        parts.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, more["serial"]))
    return x509.Name(parts)


def _usage(*, authority: bool, signing: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority and not signing,
        content_commitment=not authority and signing,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def _issue(
    subject: x509.Name,
    issuer: Holder | None,
    *,
    authority: bool = False,
    since: datetime = BORN,
    until: datetime = DIES,
    signing: bool = True,
    stamping: bool = False,
    bits: int = 0,
) -> Holder:
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey = (
        rsa.generate_private_key(65537, bits) if bits else ec.generate_private_key(ec.SECP256R1())
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(_usage(authority=authority, signing=signing), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if signing and not authority and not stamping:
        qualified = x509.UnrecognizedExtension(ObjectIdentifier("1.3.6.1.5.5.7.1.3"), _QUALIFIED)
        made = made.add_extension(qualified, critical=False)
    if stamping:
        purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        made = made.add_extension(purpose, critical=True)
    by = issuer.key if issuer else key
    return Holder(made.sign(by, hashes.SHA256()), key)


class CertificationAuthority:
    """A root, an intermediate, and whoever it certifies."""

    def __init__(self, name: str = "Radice di prova") -> None:
        self.root = _issue(_name(name), None, authority=True)
        self.middle = _issue(_name(f"{name}, firma"), self.root, authority=True)

    @property
    def anchors(self) -> Anchors:
        return Anchors((self.root.der,))

    def signer(
        self,
        tax_code: str = SIGNATORY_CODE,
        *,
        common: str = "ESEMPIO PROVA",
        serial: str | None = None,
        since: datetime = BORN,
        until: datetime = DIES,
        signing: bool = True,
        bits: int = 0,
    ) -> Holder:
        """A person; `serial` is the subject's serialNumber, TINIT-… by default."""
        subject = _name(common, serial=f"TINIT-{tax_code}" if serial is None else serial)
        return _issue(subject, self.middle, since=since, until=until, signing=signing, bits=bits)

    def stamper(self, at: datetime) -> DummyTimeStamper:
        """A time stamping authority of this root whose clock stands at `at`."""
        holder = _issue(
            _name("Marche di prova"), self.root, signing=False, stamping=True, bits=2048
        )
        return DummyTimeStamper(holder.asn1, holder.asn1_key, fixed_dt=at)

    def revocation_list(self, revoked: Holder | None, at: datetime) -> bytes:
        """The intermediate's list of revoked certificates, in DER, made at `at`."""
        made = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.middle.certificate.subject)
            .last_update(at)
            .next_update(at + timedelta(days=7))
        )
        if revoked is not None:
            entry = x509.RevokedCertificateBuilder().serial_number(
                revoked.certificate.serial_number
            )
            made = made.add_revoked_certificate(
                entry.revocation_date(at - timedelta(days=1)).build()
            )
        return made.sign(self.middle.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)

    def pyhanko(self, holder: Holder) -> signers.SimpleSigner:
        """What pyHanko signs with; the intermediate travels with the signature."""
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register(self.middle.asn1)
        return signers.SimpleSigner(
            signing_cert=holder.asn1, signing_key=holder.asn1_key, cert_registry=store
        )

    def sign_pdf(
        self,
        pdf: bytes,
        holder: Holder,
        *,
        digest: str = "sha256",
        stamped: datetime | None = None,
        field: str = "Firma1",
    ) -> bytes:
        """`pdf` with a PAdES signature added."""
        out = io.BytesIO()
        signers.PdfSigner(
            signers.PdfSignatureMetadata(
                field_name=field,
                md_algorithm=digest,
                subfilter=fields.SigSeedSubFilter.PADES,
            ),
            signer=self.pyhanko(holder),
            timestamper=self.stamper(stamped) if stamped else None,
        ).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), output=out)
        return out.getvalue()

    def sign_p7m(
        self,
        content: bytes,
        holder: Holder,
        *,
        at: datetime | None = None,
        digest: str = "sha256",
        detached: bool = False,
        crl_bytes: bytes = b"",
    ) -> bytes:
        """A DER envelope around `content`, whose signer says it was made at `at`.

        `crl_bytes` is a list of revoked certificates that travels with it.
        """
        made: cms.ContentInfo = asyncio.run(
            self.pyhanko(holder).async_sign_general_data(
                content,
                digest,
                detached=detached,
                use_cades=True,
                signed_attr_settings=PdfCMSSignedAttributes(signing_time=at),
            )
        )
        if crl_bytes:
            found = crl.CertificateList.load(crl_bytes)
            made["content"]["crls"] = [cms.RevocationInfoChoice("crl", found)]
        return bytes(made.dump())


@lru_cache(maxsize=1)
def certification_authority() -> CertificationAuthority:
    """The one that tests trust; made once."""
    return CertificationAuthority()


def with_later_text(pdf: bytes) -> bytes:
    """`pdf` with an incremental update that draws something over its first page."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    page = writer.root["/Pages"]["/Kids"][0].get_object()

    page[generic.NameObject("/Contents")] = writer.add_object(
        generic.StreamObject(stream_data=b"BT /F1 24 Tf 50 400 Td (altro) Tj ET")
    )
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


def encrypted(pdf: bytes) -> bytes:
    """`pdf` that opens without a password but is encrypted."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as made:
        made.save(out, encryption=pikepdf.Encryption(owner="segreto", user=""))
    return out.getvalue()


def in_pieces(der: bytes) -> bytes:
    """A DER envelope rewritten in BER: unmeasured lengths, the content in chunks of 1,000 bytes."""
    info = cms.ContentInfo.load(der)
    signed = info["content"]
    content = bytes(signed["encap_content_info"]["content"])
    chunks = b"".join(
        _tlv(0x04, content[start : start + 1000]) for start in range(0, len(content), 1000)
    )
    wrapped = b"\xa0\x80" + b"\x24\x80" + chunks + b"\0\0" + b"\0\0"
    inner = b"\x30\x80" + signed["encap_content_info"]["content_type"].dump() + wrapped + b"\0\0"
    rest = signed["certificates"].dump() + signed["signer_infos"].dump()
    body = signed["version"].dump() + signed["digest_algorithms"].dump() + inner + rest
    outer = info["content_type"].dump() + b"\xa0\x80" + b"\x30\x80" + body + b"\0\0" + b"\0\0"
    return bytes(b"\x30\x80" + outer + b"\0\0")


def _tlv(tag: int, value: bytes) -> bytes:
    size = len(value)
    if size < 0x80:
        return bytes([tag, size]) + value
    said = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(said)]) + said + value
