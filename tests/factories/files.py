"""Small real files, kept as uploads are."""

import io
from functools import lru_cache

import pikepdf
from PIL import Image
from sqlmodel import Session

from app.core.files.kinds import ALL
from app.core.web.uploads import KeptFile, keep_bytes


@lru_cache(maxsize=1)
def pdf_bytes() -> bytes:
    """A valid one-page PDF."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out)
    return out.getvalue()


@lru_cache(maxsize=1)
def png_bytes() -> bytes:
    """A small picture of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (60, 30), "#00594f").save(out, "PNG")
    return out.getvalue()


def keep_pdf(session: Session, name: str = "atto.pdf") -> KeptFile:
    """A PDF whose bytes are stored and that no row names yet."""
    return keep_bytes(session.info["blobs"], pdf_bytes(), name, ALL)
