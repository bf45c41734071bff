"""Good and bad files, made here."""

import io
import zipfile

import pikepdf
from PIL import Image

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
ODT = "application/vnd.oasis.opendocument.text"


def pdf(*, password: str = "", owner: str = "", **root: pikepdf.Object) -> bytes:
    made = pikepdf.new()
    made.add_blank_page()
    for key, value in root.items():
        made.Root[f"/{key}"] = value
    out = io.BytesIO()
    lock = pikepdf.Encryption(user=password, owner=owner) if password or owner else False
    made.save(out, encryption=lock)
    return out.getvalue()


def action(**entries: pikepdf.Object) -> pikepdf.Dictionary:
    made = pikepdf.Dictionary(Type=pikepdf.Name.Action)
    for key, value in entries.items():
        made[f"/{key}"] = value
    return made


def image(kind: str, size: tuple[int, int] = (40, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, kind)
    return out.getvalue()


def archive(entries: dict[str, bytes], *, stored: bool = False) -> bytes:
    out = io.BytesIO()
    how = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(out, "w", how) as made:
        for name, data in entries.items():
            made.writestr(name, data)
    return out.getvalue()


def docx(main: str = DOCX, more: dict[str, bytes] | None = None) -> bytes:
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    entries = {"[Content_Types].xml": types.encode(), "word/document.xml": b"<w:document/>"}
    return archive({**entries, **(more or {})})


def xlsx() -> bytes:
    types = f'<Types><Override PartName="/xl/workbook.xml" ContentType="{XLSX}"/></Types>'
    return archive({"[Content_Types].xml": types.encode(), "xl/workbook.xml": b"<workbook/>"})


def opendocument(kind: str = ODT, more: dict[str, bytes] | None = None) -> bytes:
    return archive({"mimetype": kind.encode(), "content.xml": b"<office/>", **(more or {})})


def _der(tag: int, *content: bytes) -> bytes:
    body = b"".join(content)
    if len(body) < 128:
        return bytes([tag, len(body)]) + body
    size = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(size)]) + size + body


def _oid(last: int) -> bytes:
    return _der(0x06, bytes.fromhex("2a864886f70d0107") + bytes([last]))


def p7m(content: bytes | None, *, signers: int = 1) -> bytes:
    held = _der(0xA0, _der(0x04, content)) if content is not None else b""
    signed = _der(
        0x30,
        _der(0x02, b"\1"),
        _der(0x31),
        _der(0x30, _oid(1), held),
        _der(0x31, *([_der(0x30, b"")] * signers)),
    )
    return _der(0x30, _oid(2), _der(0xA0, signed))


def p7m_ber(content: bytes) -> bytes:
    """Give an envelope whose lengths are not given, its content in pieces, as signers stream it."""
    pieces = b"".join(_der(0x04, content[at : at + 100]) for at in range(0, len(content), 100))
    held = b"\xa0\x80" + b"\x24\x80" + pieces + b"\0\0" + b"\0\0"
    inner = b"\x30\x80" + _oid(1) + held + b"\0\0"
    signed = _der(0x02, b"\1") + _der(0x31) + inner + _der(0x31, _der(0x30, b""))
    return b"\x30\x80" + _oid(2) + b"\xa0\x80\x30\x80" + signed + b"\0\0\0\0\0\0"


RTF = rb"{\rtf1\ansi Buongiorno}"
EML = b"From: a@example.org\r\nSubject: Domanda\r\nDate: Mon, 1 Jan 2026 10:00:00 +0100\r\n\r\nCiao"
