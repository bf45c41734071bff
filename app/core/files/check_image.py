"""Photographs and pictures: what an image must be."""

from pathlib import Path

from PIL import Image

from app.core.files.errors import FileRefused

MAX_PIXELS = 150_000_000

_BROKEN = "L’immagine è rovinata o incompleta: salvala o scattala di nuovo e ricaricala."
_HUGE = "L’immagine ha troppi punti: riducila (al massimo 150 milioni di punti) e ricaricala."
_TRAILING = "L’immagine contiene altri dati dopo la fine: aprila, salvala di nuovo e ricaricala."


def _check(path: Path, formats: tuple[str, ...]) -> None:
    try:
        with Image.open(path, formats=formats) as image:
            width, height = image.size
            if image.format == "PNG":
                image.verify()
    except Image.DecompressionBombError as error:
        raise FileRefused(_HUGE) from error
    except Image.DecompressionBombWarning:
        return
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise FileRefused(_BROKEN) from error
    if width * height > MAX_PIXELS:
        raise FileRefused(_HUGE)


def check_jpg(path: Path) -> None:
    """Raise FileRefused unless the file is a readable JPEG of a sensible size."""
    _check(path, ("JPEG",))
    if b"\xff\xd9" not in path.read_bytes():
        raise FileRefused(_BROKEN)


def check_png(path: Path) -> None:
    """Raise FileRefused unless the file is a whole PNG of a sensible size and nothing more."""
    _check(path, ("PNG",))
    with path.open("rb") as file:
        file.seek(-12, 2)
        if file.read() != b"\0\0\0\0IEND\xaeB`\x82":
            raise FileRefused(_TRAILING)
