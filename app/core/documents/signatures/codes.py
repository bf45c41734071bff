"""Content codes of our own documents: in the keywords, in the print, or as a picture on a scan."""

import io
import re
from collections import Counter
from collections.abc import Iterator

import pikepdf
import zxingcpp
from PIL import Image

from app.core.documents.pdf_text import page_texts

MAX_SCANNED = 60  # pages
MAX_PIXELS = 40_000_000  # of one scanned page
_SMALL = 2600  # pixels: longer sides are read again at half the size, where noise is less

_CODE = re.compile(r"(?<![0-9A-Z])[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}(?![0-9A-Z])")
_ODD = (
    pikepdf.PdfError, ValueError, TypeError, LookupError, RuntimeError, OSError,
)  # fmt: skip


def extract_codes(data: bytes) -> set[str]:
    """Give the content codes of a PDF; none if it cannot be read.

    What is found is a claim of the file, which anybody can write; compare it with the code on
    record.
    """
    return {code for code, _ in read_codes(data)[0]}


def read_codes(data: bytes) -> tuple[tuple[tuple[str, int], ...], int]:
    """Each code with the number of pages that bear it, and how many pages there are.

    A code that stands only in the keywords has no page. A page without words is read as a
    picture. Raises nothing.
    """
    found: Counter[str] = Counter()
    pages = 0
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pages = len(pdf.pages)
            for code in _CODE.findall(str(pdf.docinfo.get("/Keywords", ""))):
                found[code] += 0
            for number, text in enumerate(page_texts(pdf)):
                said = set(_CODE.findall(text))
                if not text.strip() and number < MAX_SCANNED:
                    said = _drawn(pdf.pages[number])
                found.update(said)
    except _ODD:
        pass  # what was read before counts
    return tuple(sorted(found.items())), pages


def _drawn(page: pikepdf.Page) -> set[str]:
    """The codes in the pictures of a page, read as QR codes."""
    said: set[str] = set()
    for raw in page.get_images(recursive=True).values():
        for picture in _pictures(raw) if isinstance(raw, pikepdf.Stream) else ():
            said.update(
                code
                for read in zxingcpp.read_barcodes(
                    picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
                )
                for code in _CODE.findall(read.text)
            )
            if said:
                return said
    return said


def _pictures(raw: pikepdf.Stream) -> Iterator[Image.Image]:
    """A picture in grey as it is, and smaller where it is large."""
    try:
        held = pikepdf.PdfImage(raw)
        if held.width * held.height > MAX_PIXELS:
            return
        whole = held.as_pil_image().convert("L")
    except (*_ODD, pikepdf.models.image.UnsupportedImageTypeError, Image.DecompressionBombError):
        return
    yield whole
    if max(whole.size) > _SMALL:
        yield whole.reduce(2)
