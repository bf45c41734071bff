"""The kinds of file that may be handed in: an allow-list, told by name and by content."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One kind: the endings of its names (the first is the usual one) and how it is served."""

    name: str
    extensions: tuple[str, ...]
    media_type: str
    label: str


_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("pdf", ("pdf",), "application/pdf", "PDF"),
        Kind("p7m", ("p7m",), "application/pkcs7-mime", "file firmato P7M"),
        Kind("jpg", ("jpg", "jpeg"), "image/jpeg", "immagine JPEG"),
        Kind("png", ("png",), "image/png", "immagine PNG"),
        Kind("docx", ("docx",), f"{_OOXML}.wordprocessingml.document", "documento Word"),
        Kind("xlsx", ("xlsx",), f"{_OOXML}.spreadsheetml.sheet", "foglio Excel"),
        Kind("odt", ("odt",), f"{_ODF}.text", "documento OpenDocument"),
        Kind("ods", ("ods",), f"{_ODF}.spreadsheet", "foglio OpenDocument"),
        Kind("csv", ("csv",), "text/csv", "tabella CSV"),
        Kind("txt", ("txt",), "text/plain", "testo"),
        Kind("rtf", ("rtf",), "application/rtf", "testo RTF"),
        Kind("eml", ("eml",), "message/rfc822", "messaggio EML"),
    )
}

ALL = frozenset(KINDS)
DOCUMENTS = frozenset({"pdf", "p7m", "jpg", "png", "docx", "odt", "xlsx", "ods"})
"""What people attach: signed or scanned papers, texts and tables."""

_BY_EXTENSION = {ending: kind for kind in KINDS.values() for ending in kind.extensions}


def kind_of_name(name: str) -> Kind | None:
    """Give the kind that the ending of `name` declares, or None."""
    _, dot, ending = name.rpartition(".")
    return _BY_EXTENSION.get(ending.lower()) if dot else None


def endings_of(allowed: frozenset[str]) -> str:
    """Give the endings of the kinds named, for a person: `.pdf, .jpg`."""
    return ", ".join(f".{KINDS[name].extensions[0]}" for name in KINDS if name in allowed)
