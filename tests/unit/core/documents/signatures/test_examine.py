"""What is found in signed files, good and bad, made by a certification authority of our own."""

import base64
import io
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.documents.signatures import (
    Anchors,
    Issuer,
    Later,
    Match,
    Revocation,
    SignedKind,
    Trouble,
    check_file,
    report_from_json,
    report_to_json,
)
from tests.factories.files import pdf_bytes
from tests.support.authority import (
    SIGNATORY_CODE,
    CertificationAuthority,
    certification_authority,
    encrypted,
    in_pieces,
    with_later_text,
)

from .signed import NOW, OTHER_CODE, expected, generated, holder, in_p7m, in_pdf, look

GOOD: dict[str, tuple[Callable[[], bytes], SignedKind]] = {
    "PAdES": (in_pdf, SignedKind.PDF),
    "CAdES": (in_p7m, SignedKind.P7M),
    "CAdES in BER": (lambda: in_pieces(in_p7m()), SignedKind.P7M),
    "CAdES in base64": (lambda: base64.encodebytes(in_p7m()), SignedKind.P7M),
    "CAdES in PEM": (
        lambda: (
            b"-----BEGIN PKCS7-----\n" + base64.encodebytes(in_p7m()) + b"-----END PKCS7-----\n"
        ),
        SignedKind.P7M,
    ),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_good_signature_is_whole_and_of_its_signer(name: str) -> None:
    make, kind = GOOD[name]
    report = look(make())
    assert (report.kind, report.trouble, report.match) == (kind, Trouble.NONE, Match.SAME)
    (one,) = report.signatures
    assert one.intact
    assert one.later is Later.NOTHING
    assert (one.name, one.tax_code) == ("ESEMPIO PROVA", SIGNATORY_CODE)
    assert one.issued_by == "Radice di prova, firma"
    assert one.issuer is Issuer.TRUSTED
    assert one.for_signing
    assert one.qualified
    assert not one.weak
    assert one.proved_at is None
    assert one.declared_at is not None


def test_an_altered_byte_breaks_the_signature() -> None:
    pdf, p7m = bytearray(in_pdf()), bytearray(in_p7m())
    pdf[200] ^= 1
    p7m[p7m.index(b"%PDF-") + 300] ^= 1
    for altered in (pdf, p7m):
        report = look(bytes(altered))
        assert [one.intact for one in report.signatures] == [False]
        assert report.match is Match.OTHER


def test_a_cut_or_unfinished_file_says_so() -> None:
    assert look(in_p7m()[:-100]).trouble is Trouble.UNREADABLE
    cut = look(in_pdf()[:-2000])
    assert cut.trouble is not Trouble.NONE or not any(one.intact for one in cut.signatures)


def test_another_text_is_another_document() -> None:
    signed = certification_authority().sign_pdf(pdf_bytes(), holder())
    assert look(signed).match is Match.OTHER
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(generated())) as saved_again:
        saved_again.save(out)
    again = look(certification_authority().sign_pdf(out.getvalue(), holder()))
    assert again.match is Match.OTHER
    assert again.codes == look(generated()).codes


def test_what_is_added_after_or_before_the_signature_is_seen() -> None:
    after = look(with_later_text(in_pdf()))
    assert after.signatures[0].later is Later.CHANGES
    assert after.match is Match.ADDED
    before = look(certification_authority().sign_pdf(with_later_text(generated()), holder()))
    assert before.match is Match.ADDED


def test_a_second_signature_harms_neither() -> None:
    other = certification_authority().signer(OTHER_CODE, common="SECONDA FIRMA")
    twice = certification_authority().sign_pdf(in_pdf(), other, field="Firma2")
    report = look(twice)
    assert report.match is Match.SAME
    assert [one.tax_code for one in report.signatures] == [SIGNATORY_CODE, OTHER_CODE]
    assert all(one.intact for one in report.signatures)
    assert report.signatures[0].later is Later.SIGNATURES


def test_a_signed_pdf_inside_an_envelope_shows_both_signatures() -> None:
    report = look(certification_authority().sign_p7m(in_pdf(), holder()))
    assert [one.carrier for one in report.signatures] == [SignedKind.P7M, SignedKind.PDF]
    assert report.match is Match.SAME


@pytest.mark.parametrize(
    ("make", "trouble"),
    [
        (lambda: certification_authority().sign_p7m(in_p7m(), holder()), Trouble.NESTED),
        (
            lambda: certification_authority().sign_p7m(generated(), holder(), detached=True),
            Trouble.DETACHED,
        ),
        (lambda: encrypted(generated()), Trouble.ENCRYPTED),
        (generated, Trouble.UNSIGNED),
        (lambda: b"%PDF-1.7 rotto", Trouble.UNREADABLE),
        (lambda: b"", Trouble.UNSIGNED),
        (lambda: b"MIrtillo", Trouble.UNSIGNED),
        (lambda: b"\x30\x80" * 3000, Trouble.UNSIGNED),
    ],
)
def test_what_cannot_be_examined_is_named(make: Callable[[], bytes], trouble: Trouble) -> None:
    report = look(make())
    assert report.trouble is trouble
    assert not report.signatures


def test_who_is_not_trusted_is_unknown_and_without_anchors_nobody_is_checked() -> None:
    stranger = CertificationAuthority("Altra radice")
    assert look(stranger.sign_p7m(generated(), stranger.signer())).signatures[0].issuer is (
        Issuer.UNKNOWN
    )
    assert look(in_p7m(), Anchors()).signatures[0].issuer is Issuer.NOT_CHECKED


def test_the_certificates_dates_are_told_whatever_the_day() -> None:
    authority = certification_authority()
    expired = authority.signer(until=NOW - timedelta(days=1))
    early = authority.signer(since=NOW + timedelta(days=1))
    for one in (expired, early):
        found = look(authority.sign_p7m(generated(), one, at=NOW)).signatures[0]
        assert found.intact
        assert found.issuer is Issuer.TRUSTED
        assert not found.valid_on(NOW)


def test_a_time_stamp_of_a_trusted_authority_proves_the_time() -> None:
    at = datetime(2026, 2, 1, 9, tzinfo=UTC)
    stamped = certification_authority().sign_pdf(generated(), holder(), stamped=at)
    assert look(stamped).signatures[0].proved_at == at
    stranger = CertificationAuthority("Altra radice")
    untrusted = stranger.sign_pdf(generated(), stranger.signer(), stamped=at)
    assert look(untrusted).signatures[0].proved_at is None


def test_weak_algorithms_are_named() -> None:
    authority = certification_authority()
    old = look(authority.sign_p7m(generated(), holder(), digest="sha1")).signatures[0]
    short = look(authority.sign_p7m(generated(), authority.signer(bits=1024))).signatures[0]
    assert old.weak == ("SHA1",)
    assert short.weak == ("RSA 1024",)


def test_a_certificate_of_access_is_not_one_for_signing() -> None:
    authority = certification_authority()
    card = authority.signer(signing=False, common=f"{SIGNATORY_CODE}/6041234567890.abc=", serial="")
    found = look(authority.sign_p7m(generated(), card)).signatures[0]
    assert not found.for_signing
    assert not found.qualified
    assert found.tax_code == SIGNATORY_CODE


@pytest.mark.parametrize(
    ("serial", "code"),
    [
        (f"TINIT-{SIGNATORY_CODE}", SIGNATORY_CODE),
        (f"IT:{SIGNATORY_CODE}", SIGNATORY_CODE),
        (SIGNATORY_CODE.lower(), SIGNATORY_CODE),
        ("TINIT-RSSMRA85T10A56NH", "RSSMRA85T10A56NH"),
        ("IT:01234567890", ""),
        ("IDCIT-CA12345AA", ""),
    ],
)
def test_the_tax_code_is_read_as_authorities_write_it(serial: str, code: str) -> None:
    authority = certification_authority()
    signed = authority.sign_p7m(generated(), authority.signer(serial=serial))
    assert look(signed).signatures[0].tax_code == code


def test_revocation_is_read_from_what_the_file_brings() -> None:
    authority, signer = certification_authority(), holder()
    for revoked, said in ((None, Revocation.GOOD), (signer, Revocation.REVOKED)):
        crl = authority.revocation_list(revoked, NOW - timedelta(days=1))
        report = look(authority.sign_p7m(generated(), signer, at=NOW, crl_bytes=crl))
        assert report.signatures[0].revocation is said


def test_a_process_of_its_own_gives_the_same_report_and_stops_in_time() -> None:
    data = in_pdf()
    anchors = certification_authority().anchors
    apart = check_file(data, NOW, expected=expected(), anchors=anchors, timeout=60)
    assert apart == look(data)
    assert report_from_json(report_to_json(apart)) == apart
    assert check_file(data, NOW, timeout=0.01).trouble is Trouble.TOO_HEAVY


def test_a_heavy_envelope_is_read_whole() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(generated())) as heavy:
        heavy.pages[0].obj.Picture = pikepdf.Stream(heavy, os.urandom(19_000_000))
        heavy.save(out)
    report = look(certification_authority().sign_p7m(out.getvalue(), holder()))
    assert report.signatures[0].intact
    assert report.match is Match.OTHER


def test_asn1_nested_without_end_is_no_envelope() -> None:
    deep = b"\x30\x03\x02\x01\x01"
    for _ in range(5000):
        deep = b"\x30\x83" + len(deep).to_bytes(3, "big") + deep
    oid = bytes.fromhex("06092a864886f70d010702")
    wrapped = oid + b"\xa0\x83" + len(deep).to_bytes(3, "big") + deep
    assert look(b"\x30\x83" + len(wrapped).to_bytes(3, "big") + wrapped).trouble in (
        Trouble.UNREADABLE,
        Trouble.UNSIGNED,
    )


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.booleans(), st.integers(0, 10**6), st.integers(0, 255))
def test_no_spoiled_byte_makes_a_signature_of_somebody_else(
    wrapped: bool, place: int, value: int
) -> None:
    """Wherever a byte is spoiled: no error, and what holds is still the signatory's."""
    data = bytearray(in_p7m() if wrapped else in_pdf())
    data[place % len(data)] = value
    report = look(bytes(data))
    for one in report.signatures:
        assert not one.intact or one.tax_code == SIGNATORY_CODE
