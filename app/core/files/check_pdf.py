"""PDF: whole, open to all, with nothing that runs."""

from collections.abc import Iterator
from pathlib import Path

import pikepdf
from pikepdf.settings import set_qpdf_limits

from app.core.files.errors import FileRefused

MAX_OBJECTS = 500_000
MAX_UNPACKED = 64 << 20  # bytes, of one stream of the PDF's own structure

_MAX_DEPTH = 30
_BROKEN = "Il PDF è rovinato o incompleto: apritelo, salvatelo di nuovo e ricaricatelo."
_BOMB = "Il PDF si espande oltre misura: stampatelo in un nuovo PDF e ricaricatelo."
_LOCKED = "Il PDF è protetto da password: salvatelo senza protezione e ricaricatelo."
_ACTIVE = (
    "Il PDF contiene programmi o comandi automatici: "
    "stampatelo in un nuovo PDF («Stampa su PDF») e ricaricatelo."
)
_ACTIONS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/RichMedia"}
_KEYS = ("/JS", "/JavaScript", "/XFA")

# For the whole process, once, before any thread opens a PDF.
set_qpdf_limits(
    flate_max_memory=MAX_UNPACKED,
    run_length_max_memory=MAX_UNPACKED,
    png_max_memory=MAX_UNPACKED,
    tiff_max_memory=MAX_UNPACKED,
    doc_max_warnings=1_000,
)


def _runs(item: pikepdf.Object) -> bool:
    """Say whether a dictionary is, or holds at its first level, something that runs."""
    if any(key in item for key in _KEYS):
        return True
    return str(item.get("/S", "")) in _ACTIONS or str(item.get("/Subtype", "")) == "/RichMedia"


def _dictionaries(item: pikepdf.Object, depth: int = 0) -> Iterator[pikepdf.Object]:
    """Give the dictionaries written directly inside `item`, itself first.

    What is indirect is not followed: it comes in its own turn.
    """
    if depth > _MAX_DEPTH:
        raise FileRefused(_BROKEN)
    if isinstance(item, pikepdf.Stream):
        item = item.stream_dict
    if isinstance(item, pikepdf.Dictionary):
        yield item
        values = list(item.values())
    elif isinstance(item, pikepdf.Array):
        values = list(item)
    else:
        return
    for value in values:
        direct = isinstance(value, (pikepdf.Dictionary, pikepdf.Array, pikepdf.Stream))
        if direct and not value.is_indirect:
            yield from _dictionaries(value, depth + 1)


def _refuse_active(pdf: pikepdf.Pdf) -> None:
    objects = pdf.objects
    if len(objects) > MAX_OBJECTS:
        raise FileRefused(_BROKEN)
    for item in objects:
        if any(_runs(found) for found in _dictionaries(item)):
            raise FileRefused(_ACTIVE)
    if any("limit exceeded" in str(warning) for warning in pdf.get_warnings()):
        raise FileRefused(_BOMB)  # what was not unpacked was not looked at


def check_pdf(path: Path) -> None:
    """Raise FileRefused unless the file is a PDF with pages, not encrypted, that runs nothing.

    JavaScript, launching, sending and importing actions, XFA forms and rich media are refused
    wherever they are.
    """
    try:
        with pikepdf.open(path) as pdf:
            if pdf.is_encrypted:
                raise FileRefused(_LOCKED)
            if not len(pdf.pages):
                raise FileRefused(_BROKEN)
            _refuse_active(pdf)
    except pikepdf.PasswordError as error:
        raise FileRefused(_LOCKED) from error
    except (pikepdf.PdfError, RuntimeError, TypeError, KeyError, MemoryError) as error:
        raise FileRefused(_BROKEN) from error
