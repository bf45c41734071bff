"""What looks signed, at first sight, and which of our documents it is."""

import io

import pikepdf
import pytest

from app.core.documents.document import Document, Paragraph, with_code
from app.core.documents.signatures import SignedFile, SignedKind, extract_codes, recognise_signed
from app.core.documents.typst import render_pdf

from .samples import DATE


def _pdf(*, signed: bool) -> bytes:
    made = pikepdf.new()
    made.add_blank_page()
    if signed:
        value = pikepdf.Dictionary(
            Type=pikepdf.Name.Sig,
            ByteRange=[0, 10, 20, 30],
            Contents=pikepdf.String(b"\x30\x03"),
        )
        made.Root.AcroForm = pikepdf.Dictionary(
            SigFlags=3,
            Fields=[made.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Sig, V=value))],
        )
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _p7m(signers: int) -> bytes:
    signer = bytes.fromhex("3000") * signers
    content = bytes.fromhex("06092a864886f70d010701a003040141")
    signed = bytes.fromhex("0201013100") + bytes([0x30, len(content)]) + content
    signed += bytes([0x31, len(signer)]) + signer
    signed = bytes([0x30, len(signed)]) + signed
    wrapped = bytes.fromhex("06092a864886f70d010702") + bytes([0xA0, len(signed)]) + signed
    return bytes([0x30, len(wrapped)]) + wrapped


@pytest.mark.parametrize(
    ("data", "kind", "signed"),
    [
        (_pdf(signed=True), SignedKind.PDF, True),
        (_pdf(signed=False), SignedKind.PDF, False),
        (b"%PDF-1.7 rotto", SignedKind.PDF, False),
        (_p7m(2), SignedKind.P7M, True),
        (_p7m(0), SignedKind.P7M, False),
        (b"", SignedKind.OTHER, False),
        (b"-----BEGIN", SignedKind.OTHER, False),
        (b"MIrtillo", SignedKind.OTHER, False),
        (b"\x30" + b"\x80" * 3000, SignedKind.OTHER, False),
    ],
)
def test_first_sight(data: bytes, kind: SignedKind, signed: bool) -> None:
    assert recognise_signed(data) == SignedFile(kind, signed)


def test_code_is_found_in_keywords_or_in_print() -> None:
    document = with_code(Document("Domanda", DATE, (Paragraph("Testo."),)))
    pdf = render_pdf(document)
    assert extract_codes(pdf) == {document.footer_code}
    with pikepdf.open(io.BytesIO(pdf)) as printed:
        del printed.docinfo["/Keywords"]
        out = io.BytesIO()
        printed.save(out)
    assert extract_codes(out.getvalue()) == {document.footer_code}


def test_no_code_where_there_is_none() -> None:
    assert extract_codes(_pdf(signed=False)) == set()
    assert extract_codes(b"%PDF-1.7 rotto") == set()
