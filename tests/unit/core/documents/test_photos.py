"""Photographs become pages, upright, small, and without where they were taken."""

import io
import zlib

import pikepdf
import pytest
from PIL import Image

from app.core.documents.errors import DocumentError
from app.core.documents.photos import MAX_PHOTOS, photos_to_pdf


def _photo(
    size: tuple[int, int] = (400, 300), orientation: int = 1, kind: str = "JPEG", mode: str = "RGB"
) -> bytes:
    image = Image.new(mode, size, "white")
    image.paste("red", (0, 0, size[0] // 4, size[1] // 4))  # the corner at the top left
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretPhone"
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()


def _images(pdf: bytes) -> list[Image.Image]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        streams = [page.Resources.XObject.Photo for page in opened.pages]
        return [Image.open(io.BytesIO(stream.read_raw_bytes())) for stream in streams]


def test_turned_as_the_camera_says() -> None:
    image = _images(photos_to_pdf([_photo(orientation=6)], title="Documento"))[0]
    assert image.size == (300, 400)
    corner = image.getpixel((290, 10))
    assert isinstance(corner, tuple)
    assert corner[0] > 200 > 60 > corner[1]
    assert not image.getexif()


def test_nothing_else_is_kept() -> None:
    pdf = photos_to_pdf([_photo(), _photo(kind="PNG", mode="RGBA")], title="Carta d’identità")
    assert b"SecretPhone" not in pdf
    assert b"Exif" not in pdf
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert [round(float(page.mediabox[2])) for page in opened.pages] == [842, 842]
        assert str(opened.docinfo.Title) == "Carta d’identità"
    assert pdf == photos_to_pdf(
        [_photo(), _photo(kind="PNG", mode="RGBA")], title="Carta d’identità"
    )


def test_reduced_to_what_a_page_needs() -> None:
    image = _images(photos_to_pdf([_photo((3000, 4000))], title="x"))[0]
    assert max(image.size) < 2340


def _header_of_png(width: int, height: int) -> bytes:
    png = bytearray(_photo(kind="PNG"))
    png[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")

    png[29:33] = zlib.crc32(png[12:29]).to_bytes(4, "big")
    return bytes(png)


@pytest.mark.parametrize(
    ("photo", "word"),
    [
        (_header_of_png(9_000, 9_000), "punti"),
        (_header_of_png(11_000, 11_000), "punti"),
        (_header_of_png(60_000, 60_000), "punti"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 40, "HEIC"),
        (b"GIF89a", "JPEG o PNG"),
        (_photo()[:700], "rovinata"),
        (b"", "JPEG o PNG"),
    ],
)
def test_refused_with_its_number(photo: bytes, word: str) -> None:
    with pytest.raises(DocumentError) as refusal:
        photos_to_pdf([_photo(), photo], title="x")
    assert "n. 2" in refusal.value.sentence
    assert word in refusal.value.sentence


def test_how_many() -> None:
    for photos in ([], [b""] * (MAX_PHOTOS + 1)):
        with pytest.raises(DocumentError):
            photos_to_pdf(photos, title="x")
