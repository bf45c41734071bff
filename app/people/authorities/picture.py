"""A logo: any picture that is handed in is drawn anew, small and without what it carried."""

import io
from typing import Final

from PIL import Image, ImageOps

from app.core.files.errors import FileRefused
from app.core.files.kinds import KINDS

LOGO_BYTES: Final = 2_000_000
_MARGIN: Final = 10
_SIDE: Final = (480 - 2 * _MARGIN, 160 - 2 * _MARGIN)
_SMALLEST: Final = 24
_MOST_POINTS: Final = 40_000_000
KIND: Final = KINDS["png"]


def draw_logo(body: bytes) -> bytes:
    """The picture as a PNG of at most 480 × 160 points on a white ground, legible on any bar.

    Only the points of the picture stay. Raises FileRefused, with words for a person.
    """
    try:
        image = Image.open(io.BytesIO(body), formats=("PNG", "JPEG"))
        if image.width * image.height > _MOST_POINTS:
            raise FileRefused("Il logo ha troppi punti: riducetelo e ricaricatelo.")
        drawn = ImageOps.exif_transpose(image).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise FileRefused("Il logo dev'essere un'immagine PNG o JPEG intera.") from error
    if min(drawn.size) < _SMALLEST:
        raise FileRefused("Il logo è troppo piccolo: almeno 24 punti per lato.")
    drawn.thumbnail(_SIDE, Image.Resampling.LANCZOS)
    width, height = drawn.size
    clean = Image.new("RGB", (width + 2 * _MARGIN, height + 2 * _MARGIN), "white")
    clean.paste(drawn, (_MARGIN, _MARGIN), mask=drawn)
    out = io.BytesIO()
    clean.save(out, "PNG", optimize=True)
    return out.getvalue()
