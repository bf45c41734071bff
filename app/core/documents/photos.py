"""Photographs of a paper document made into one PDF of A4 pages."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
from PIL import Image, ImageOps

from app.core.documents.errors import DocumentError
from app.core.documents.literal import visible

MAX_PHOTOS = 30
MAX_BYTES = 30 << 20
MAX_PIXELS = 60_000_000
DPI = 200
QUALITY = 80

_A4 = (595.276, 841.89)  # points, 1/72 inch
_MARGIN = 20.0  # points
_HEIC = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")


@dataclass(frozen=True)
class _Sheet:
    jpeg: bytes
    size: tuple[int, int]


def _box(size: tuple[int, int]) -> tuple[float, float]:
    """Give the page, in points: A4, lying when the photograph lies."""
    return (_A4[1], _A4[0]) if size[0] > size[1] else _A4


def _refuse(number: int, reason: str) -> DocumentError:
    return DocumentError(f"La fotografia n. {number} {reason}")


def _opened(photo: bytes, number: int) -> Image.Image:
    if len(photo) > MAX_BYTES:
        raise _refuse(number, f"pesa più di {MAX_BYTES >> 20} MB: scattala più leggera.")
    if photo[4:8] == b"ftyp" and photo[8:12] in _HEIC:
        raise _refuse(
            number, "è in formato HEIC: impostate il telefono su JPEG («Più compatibile»)."
        )
    too_many = _refuse(
        number,
        f"ha più di {MAX_PIXELS // 1_000_000} milioni di punti: scattala a risoluzione più bassa.",
    )
    try:
        image = Image.open(io.BytesIO(photo), formats=("JPEG", "PNG"))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_many from error
    except (OSError, ValueError, SyntaxError) as error:
        raise _refuse(number, "non è un’immagine JPEG o PNG leggibile.") from error
    if image.width * image.height > MAX_PIXELS:
        raise too_many
    return image


def _limits(size: tuple[int, int]) -> tuple[int, int]:
    """Give the most pixels that the printed area of the page can use at DPI."""
    width, height = _box(size)
    return (
        int((width - 2 * _MARGIN) / 72 * DPI),
        int((height - 2 * _MARGIN) / 72 * DPI),
    )


def _flat(image: Image.Image) -> Image.Image:
    """Give `image` in RGB, its transparent parts white."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(paper, image).convert("RGB")
    return image.convert("RGB")


def _sheet(photo: bytes, number: int) -> _Sheet:
    with _opened(photo, number) as image:
        longest = max(_limits(image.size))
        try:
            image.draft("RGB", (longest, longest))
            image = ImageOps.exif_transpose(image)
            image.thumbnail(_limits(image.size), Image.Resampling.LANCZOS)
            flat = _flat(image)
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
            raise _refuse(number, "è rovinata o incompleta: scattala di nuovo.") from error
    clean = Image.new("RGB", flat.size)
    clean.paste(flat)
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=QUALITY, optimize=True)
    return _Sheet(out.getvalue(), clean.size)


def _add_page(pdf: pikepdf.Pdf, sheet: _Sheet) -> None:
    width, height = _box(sheet.size)
    limit_x, limit_y = width - 2 * _MARGIN, height - 2 * _MARGIN
    scale = min(limit_x / sheet.size[0], limit_y / sheet.size[1])
    wide, high = sheet.size[0] * scale, sheet.size[1] * scale
    left, bottom = (width - wide) / 2, (height - high) / 2
    image = pikepdf.Stream(
        pdf,
        sheet.jpeg,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=sheet.size[0],
        Height=sheet.size[1],
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    drawing = f"q {wide:.3f} 0 0 {high:.3f} {left:.3f} {bottom:.3f} cm /Photo Do Q"
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=[0, 0, round(width, 3), round(height, 3)],
        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(Photo=image)),
        Contents=pikepdf.Stream(pdf, drawing.encode()),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))


def photos_to_pdf(photos: Sequence[bytes], *, title: str, language: str = "it") -> bytes:
    """Give one PDF with a page for each photograph (JPEG or PNG), in the order given.

    Photographs are turned as the camera says, reduced to 200 points per inch on A4, and
    written anew: nothing else of the files (place, time, device) is kept. The same
    photographs give the same bytes. The pages are pictures, without text or tags. Raises
    DocumentError, naming the photograph, when one cannot be used.
    """
    if not photos:
        raise DocumentError("Aggiungi almeno una fotografia.")
    if len(photos) > MAX_PHOTOS:
        raise DocumentError(f"Le fotografie sono troppe: al massimo {MAX_PHOTOS}.")
    with pikepdf.new() as pdf:
        for number, photo in enumerate(photos, start=1):
            _add_page(pdf, _sheet(photo, number))
        pdf.docinfo["/Title"] = pikepdf.String(visible(title))
        pdf.Root.Lang = pikepdf.String(language)
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()
