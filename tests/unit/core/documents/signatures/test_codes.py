"""The content code, read back from what a person scans or photographs."""

import io
import json
import random

import pikepdf
import pytest
import typst
from PIL import Image, ImageFilter

from app.core.documents.photos import photos_to_pdf
from app.core.documents.signatures import extract_codes
from app.core.documents.signatures.codes import read_codes
from app.core.documents.typst import _Setter
from app.core.documents.worker import _WORKER

from .signed import CODE, DOCUMENT, generated


def printed(ppi: int) -> Image.Image:
    """The first page as a printer puts it on paper."""
    data = json.dumps(_Setter(DOCUMENT, strict=False).data())
    template = _WORKER.with_name("report.typ")
    made = typst.Compiler(template.read_bytes(), root=template.parent, ignore_system_fonts=True)
    picture = made.compile(format="png", ppi=ppi, sys_inputs={"data": data})
    assert isinstance(picture, bytes)
    return Image.open(io.BytesIO(picture)).convert("L")


def photographed(page: Image.Image, *, angle: float, tilt: float, blur: float) -> Image.Image:
    """The page as a hand-held telephone sees it: turned, seen askew, blurred, in uneven light."""
    page = page.rotate(angle, expand=True, fillcolor=90, resample=Image.Resampling.BICUBIC)
    width, height = page.size
    lean = tilt * width
    askew = page.transform(
        page.size,
        Image.Transform.QUAD,
        (-lean, 0, 0, height, width, height + lean, width + lean, -lean),
        Image.Resampling.BICUBIC,
        fillcolor=90,
    )
    grain = Image.effect_noise(askew.size, 30)
    light = Image.linear_gradient("L").resize(askew.size).point(lambda value: 150 + value // 3)
    dim = Image.composite(askew, Image.new("L", askew.size, 60), light)
    return Image.blend(dim, grain, 0.1).filter(ImageFilter.GaussianBlur(blur))


def scan(*pictures: Image.Image, quality: int = 60) -> bytes:
    photos = []
    for picture in pictures:
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=quality)
        photos.append(out.getvalue())
    return photos_to_pdf(photos, title="Scansione")


def test_code_is_found_in_keywords_or_in_print() -> None:
    assert read_codes(generated()) == (((CODE, 1),), 1)
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(generated())) as printed_only:
        del printed_only.docinfo["/Keywords"]
        printed_only.save(out)
    assert extract_codes(out.getvalue()) == {CODE}


def test_no_code_where_there_is_none() -> None:
    blank = scan(Image.new("L", (800, 1100), 255))
    assert read_codes(blank) == ((), 1)
    assert read_codes(b"%PDF-1.7 rotto") == ((), 0)


@pytest.mark.parametrize(
    ("ppi", "angle", "tilt", "blur"),
    [
        (200, 0.0, 0.0, 0.0),
        (150, 1.5, 0.0, 0.5),
        (200, 180.0, 0.0, 1.0),
        (250, -7.0, 0.04, 1.2),
    ],
)
def test_a_scan_or_a_photograph_gives_its_code_back(
    ppi: int, angle: float, tilt: float, blur: float
) -> None:
    random.seed(1)
    page = photographed(printed(ppi), angle=angle, tilt=tilt, blur=blur)
    assert read_codes(scan(page)) == (((CODE, 1),), 1)


def test_pages_with_and_without_the_code_are_counted() -> None:
    page = printed(200)
    assert read_codes(scan(page, Image.new("L", page.size, 255), page)) == (((CODE, 2),), 3)
