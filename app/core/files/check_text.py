"""Files made of words: CSV, plain text, RTF, mail."""

import csv
import email.parser
import email.policy
import re
from pathlib import Path

from app.core.files.errors import FileRefused

MAX_TEXT = 100 << 20  # bytes

_BINARY = "Il file non è un testo leggibile: salvatelo come testo UTF-8 e ricaricatelo."
_ACTIVE_RTF = re.compile(rb"\\(?:objdata|objocx|objupdate|objautlink|ddeauto|template)\b", re.I)
_HEADERS = 64 << 10


def _read(path: Path) -> bytes:
    if path.stat().st_size > MAX_TEXT:
        raise FileRefused("Il testo è troppo grande: al massimo 100 MB.")
    return path.read_bytes()


def decoded(raw: bytes) -> str:
    """Give the words in `raw`: UTF-8, UTF-16 with its mark, or Windows-1252.

    Raises FileRefused if it is none of them, or holds controls that no text has.
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if re.search(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]", text):
            break
        return text
    raise FileRefused(_BINARY)


def check_txt(path: Path) -> None:
    """Raise FileRefused unless the file is text."""
    decoded(_read(path))


def check_csv(path: Path) -> None:
    """Raise FileRefused unless the file is text that reads as rows of cells."""
    text = decoded(_read(path))
    try:
        for _ in csv.reader(text.splitlines(), delimiter=";" if ";" in text[:4096] else ","):
            pass
    except csv.Error as error:
        raise FileRefused("La tabella CSV non si legge: salvala di nuovo e ricaricala.") from error


def check_rtf(path: Path) -> None:
    """Raise FileRefused unless the file is RTF without objects, links or outer templates."""
    raw = _read(path)
    if b"\0" in raw or not raw.rstrip(b"\r\n\t \0").endswith(b"}"):
        raise FileRefused(
            "Il testo RTF è rovinato o incompleto: salvatelo di nuovo e ricaricatelo."
        )
    if _ACTIVE_RTF.search(raw):
        raise FileRefused(
            "Il testo RTF contiene oggetti o collegamenti: salvatelo come PDF e ricaricatelo."
        )


def check_eml(path: Path) -> None:
    """Raise FileRefused unless the file begins with the headers of a mail.

    What the mail carries (its attachments) is not looked into.
    """
    raw = _read(path)
    head = raw[:_HEADERS].lstrip(b"\xef\xbb\xbf")
    message = email.parser.BytesHeaderParser(policy=email.policy.compat32).parsebytes(head)
    known = sum(name in message for name in ("From", "Date", "Subject", "Message-ID", "Received"))
    if b"\0" in raw or known < 2:
        raise FileRefused(
            "Il file non è un messaggio di posta: salvatelo dal programma di posta come .eml."
        )
