"""What is let in and what is not, each with a sentence."""

import base64
import io
import struct
import zipfile
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.files.cms import read_envelope
from app.core.files.errors import FileRefused
from app.core.files.inspect import FileFacts, inspect_file
from app.core.files.kinds import ALL
from app.core.files.names import MAX_DISPLAY, display_name, safe_name

from . import corpus


def _inspect(folder: Path, data: bytes, name: str, allowed: frozenset[str] = ALL) -> FileFacts:
    path = folder / "upload"
    path.write_bytes(data)
    return inspect_file(path, name, allowed)


GOOD = {
    "domanda.pdf": corpus.pdf(),
    "link.pdf": corpus.pdf(OpenAction=corpus.action(S=pikepdf.Name.URI)),
    "foto.JPG": corpus.image("JPEG"),
    "foto.jpeg": corpus.image("JPEG"),
    "timbro.png": corpus.image("PNG"),
    "relazione.docx": corpus.docx(),
    "conti.xlsx": corpus.xlsx(),
    "testo.odt": corpus.opendocument(),
    "conti.ods": corpus.opendocument("application/vnd.oasis.opendocument.spreadsheet"),
    "dati.csv": "città;ore\nMassa;3\n".encode("cp1252"),
    "nota.txt": "perché no".encode(),
    "vecchio.txt": "perché no".encode("utf-16"),
    "corta.txt": b"MI chiamo Anna",
    "lettera.rtf": corpus.RTF,
    "posta.eml": corpus.EML,
    "domanda.pdf.p7m": corpus.p7m(corpus.pdf()),
    "pem.pdf.p7m": base64.encodebytes(corpus.p7m(corpus.pdf())),
    "ber.pdf.p7m": corpus.p7m_ber(corpus.pdf()),
}


@pytest.mark.parametrize("name", GOOD)
def test_good_files_come_in(tmp_path: Path, name: str) -> None:
    facts = _inspect(tmp_path, GOOD[name], name)
    assert facts.size == len(GOOD[name])
    assert facts.display_name == name
    assert facts.safe_name.endswith(name.lower().replace("jpeg", "jpg").partition(".")[2])


def _javascript() -> pikepdf.Dictionary:
    return corpus.action(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def _launch() -> pikepdf.Dictionary:
    return corpus.action(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe"))


def _nested() -> pikepdf.Object:
    deep: pikepdf.Object = _javascript()
    for _ in range(8):
        deep = pikepdf.Array([pikepdf.Dictionary(Next=deep)])
    return deep


def _lying_archive() -> bytes:
    """Give an archive that declares ten bytes where there are many."""
    data = bytearray(corpus.docx(more={"big": b"0" * 500_000}))
    at = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 10)
    return bytes(data)


def _locked_archive() -> bytes:
    data = bytearray(corpus.docx())
    data[data.find(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def _twice() -> bytes:
    out = io.BytesIO(corpus.docx())
    with zipfile.ZipFile(out, "a") as made, pytest.warns(UserWarning, match="Duplicate"):
        made.writestr("word/document.xml", b"<other/>")
    return out.getvalue()


def _many() -> bytes:
    return corpus.archive({str(n): b"" for n in range(5000)}, stored=True)


def _huge_png() -> bytes:
    return corpus.image("PNG", (1, 1)).replace(
        struct.pack(">II", 1, 1), struct.pack(">II", 90_000, 90_000)
    )


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'
HTML = b"\xef\xbb\xbf \n<!DOCTYPE html><html><script>alert(1)</script></html>"
EXE = b"MZ\x90\0\x03\0\0\0" + b"\0" * 200

BAD: dict[str, tuple[str, bytes, str]] = {
    "empty": ("a.pdf", b"", "vuoto"),
    "unknown": ("a.exe", EXE, "non è ammesso"),
    "no ending": ("documento", corpus.pdf(), "non è ammesso"),
    "zip": ("a.zip", corpus.archive({"a": b""}), "non è ammesso"),
    "doc": ("a.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 90, "non è ammesso"),
    "two endings": ("a.pdf.exe", corpus.pdf(), "non è ammesso"),
    "png as pdf": ("a.pdf", corpus.image("PNG"), "PDF"),
    "pdf as png": ("a.png", corpus.pdf(), "PNG"),
    "exe as txt": ("a.txt", EXE, "testo"),
    "script as txt": ("a.txt", b"#!/bin/sh\nrm -rf /", "testo"),
    "html as txt": ("a.txt", HTML, "testo"),
    "svg as png": ("a.png", SVG, "PNG"),
    "svg as csv": ("a.csv", SVG, "CSV"),
    "utf-16 html": ("a.txt", HTML[3:].decode().encode("utf-16"), "testo"),
    "binary as txt": ("a.txt", b"abc\0\1\2\3", "testo"),
    "pdf late": ("a.pdf", b"x\n" + corpus.pdf(), "PDF"),
    "pdf and zip": ("a.pdf", corpus.pdf() + corpus.archive({"a": b"b"}), "nascosto"),
    "jpg and zip": ("a.jpg", corpus.image("JPEG") + corpus.archive({"a": b"b"}), "nascosto"),
    "jpg and pdf": ("a.jpg", corpus.image("JPEG")[:2] + b"\xff\xfe\x00\x09%PDF-1."
                    + corpus.image("JPEG")[2:], "nascosto"),
    "png and more": ("a.png", corpus.image("PNG") + b"more", "dopo la fine"),
    "png cut": ("a.png", corpus.image("PNG")[:60], "rovinata"),
    "png huge": ("a.png", _huge_png(), ""),
    "jpg cut": ("a.jpg", corpus.image("JPEG")[:30], "rovinata"),
    "pdf cut": ("a.pdf", b"%PDF-1.7\nniente", "rovinato"),
    "pdf locked": ("a.pdf", corpus.pdf(password="x", owner="y"), "password"),
    "pdf owner": ("a.pdf", corpus.pdf(owner="y"), "password"),
    "pdf javascript": ("a.pdf", corpus.pdf(OpenAction=_javascript()), "programmi"),
    "pdf launch": ("a.pdf", corpus.pdf(OpenAction=_launch()), "programmi"),
    "pdf deep": ("a.pdf", corpus.pdf(PieceInfo=_nested()), "programmi"),
    "docx as odt": ("a.odt", corpus.docx(), "tipo"),
    "odt as ods": ("a.ods", corpus.opendocument(), "tipo"),
    "zip as docx": ("a.docx", corpus.archive({"a": b"b"}), "tipo"),
    "docm as docx": ("a.docx", corpus.docx(
        "application/vnd.ms-word.document.macroEnabled.main+xml"), "macro"),
    "vba": ("a.docx", corpus.docx(more={"word/vbaProject.bin": b"x"}), "macro"),
    "activex": ("a.docx", corpus.docx(more={"word/activeX/activeX1.bin": b"x"}), "macro"),
    "basic": ("a.odt", corpus.opendocument(more={"Basic/Standard/a.xml": b"x"}), "macro"),
    "exe inside": ("a.docx", corpus.docx(more={"word/media/a.exe": b"x"}), "macro"),
    "traversal": ("a.docx", corpus.docx(more={"../../etc/cron.d/x": b"x"}), "nomi"),
    "absolute": ("a.docx", corpus.docx(more={"/etc/passwd": b"x"}), "nomi"),
    "twice": ("a.docx", _twice(), "nomi"),
    "bomb": ("a.docx", corpus.docx(more={"big": b"0" * (60 << 20)}), "oltre misura"),
    "many": ("a.docx", _many(), "oltre misura"),
    "lying": ("a.docx", _lying_archive(), "rovinato"),
    "locked zip": ("a.docx", _locked_archive(), "password"),
    "locked odt": ("a.odt", corpus.opendocument(
        more={"META-INF/manifest.xml": b"<manifest:encryption-data/>"}), "password"),
    "zip cut": ("a.docx", corpus.docx()[:-30], "rovinato"),
    "zip and more": ("a.docx", corpus.docx() + b"more", "rovinato"),
    "rtf object": ("a.rtf", rb"{\rtf1{\object\objdata 0105}}", "oggetti"),
    "rtf cut": ("a.rtf", rb"{\rtf1 abc", "rovinato"),
    "not mail": ("a.eml", b"caro sindaco,\nle scrivo", "posta"),
    "p7m in p7m": ("a.pdf.p7m", corpus.p7m(corpus.p7m(corpus.pdf())), "un altro .p7m"),
    "p7m.p7m": ("a.pdf.p7m.p7m", corpus.p7m(corpus.pdf()), "un altro .p7m"),
    "p7m detached": ("a.pdf.p7m", corpus.p7m(None), "solo la firma"),
    "p7m unsigned": ("a.pdf.p7m", corpus.p7m(corpus.pdf(), signers=0), "non è una busta"),
    "p7m is pdf": ("a.pdf.p7m", corpus.pdf(), "non è una busta"),
    "p7m cut": ("a.pdf.p7m", corpus.p7m(corpus.pdf())[:-9], "non è una busta"),
    "p7m other": ("a.pdf.p7m", corpus.p7m(corpus.image("PNG")), "dentro la busta"),
    "p7m exe": ("a.p7m", corpus.p7m(EXE), "dentro la busta"),
    "p7m html": ("a.p7m", corpus.p7m(HTML), "dentro la busta"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_bad_files_stay_out(tmp_path: Path, case: str) -> None:
    name, data, word = BAD[case]
    with pytest.raises(FileRefused) as refusal:
        _inspect(tmp_path, data, name)
    assert word in refusal.value.sentence
    assert refusal.value.sentence.endswith(".")


def test_only_what_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match=r"\.pdf, \.jpg\."):
        _inspect(tmp_path, corpus.image("PNG"), "a.png", frozenset({"jpg", "pdf"}))


def test_a_pdf_that_unpacks_beyond_measure(tmp_path: Path) -> None:
    made = pikepdf.new()
    made.add_blank_page()
    for number in range(40):
        made.Root[f"/X{number}"] = made.make_indirect(pikepdf.String("0" * (4 << 20)))
    path = tmp_path / "bomb"
    made.save(path, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert path.stat().st_size < 2 << 20
    with pytest.raises(FileRefused, match=r"oltre misura|rovinato"):
        inspect_file(path, "a.pdf", ALL)


@pytest.mark.parametrize(
    ("declared", "shown", "safe"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\Anna\\Carta d'identità.PDF", "Carta d'identità.PDF", "carta-d-identita.pdf"),
        ("a\0b\u202efdp.pdf", "abfdp.pdf", "abfdp.pdf"),
        ("fattura.exe.pdf", "fattura.exe.pdf", "fattura-exe.pdf"),
        ("文書.pdf", "文書.pdf", "documento.pdf"),
        ("  ..pdf", "pdf", "pdf.pdf"),
        ("CON.pdf", "CON.pdf", "documento-con.pdf"),
        ("-rf *.pdf", "-rf *.pdf", "rf.pdf"),
        ('a"\r\nX: y.pdf', 'a" X: y.pdf', "a-x-y.pdf"),
    ],
)
def test_odd_names(declared: str, shown: str, safe: str) -> None:
    assert display_name(declared) == shown
    assert safe_name(shown, "pdf") == safe


def test_long_names_keep_their_ending(tmp_path: Path) -> None:
    facts = _inspect(tmp_path, corpus.pdf(), "x" * 5000 + ".pdf")
    assert len(facts.display_name) == MAX_DISPLAY
    assert facts.display_name.endswith("….pdf")
    assert len(facts.safe_name) < 100


@given(st.text())
def test_any_name_is_made_plain(name: str) -> None:
    shown = display_name(name)
    assert len(shown) <= MAX_DISPLAY
    assert not set(shown) & set("/\\\0\n\r\u202e")
    made = safe_name(shown, "pdf")
    assert made.isascii()
    assert made.endswith(".pdf")
    assert not set(made) - set("abcdefghijklmnopqrstuvwxyz0123456789-.")


@settings(max_examples=300)
@given(st.data())
def test_a_bent_envelope_is_none_or_an_envelope(data: st.DataObject) -> None:
    raw = bytearray(corpus.p7m_ber(b"%PDF-" + b"x" * 300))
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    read_envelope(bytes(raw))
    assert read_envelope(data.draw(st.binary(max_size=60))) is None


@settings(deadline=None, max_examples=80)
@given(st.data())
def test_bent_files_are_let_in_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(sorted(GOOD)))
    raw = bytearray(GOOD[name])
    for _ in range(data.draw(st.integers(1, 5))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    try:
        _inspect(tmp_path_factory.getbasetemp(), bytes(raw), name)
    except FileRefused:
        return
