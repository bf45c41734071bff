"""Equal documents give equal bytes, in whatever process they are made."""

import hashlib
import os
import subprocess
import sys
from dataclasses import replace

from app.core.documents.document import Document, Look, canonical_json
from app.core.documents.docx import render_docx
from app.core.documents.html import render_html
from app.core.documents.typst import render_pdf
from tests.factories.files import png_bytes

from .samples import document, every_block, table

_ELSEWHERE = f"import {__name__} as here; print(here.digests())"


def whole() -> Document:
    """Every kind of block, with contents, cover and a logo."""
    look = Look(png_bytes(), "Logo", "Ente superiore", ("Via di prova 1",))
    made = document(table(), *every_block())
    return replace(made, contents=2, cover=("Edizione di prova",), author="Ufficio", look=look)


def digests() -> list[str]:
    made = whole()
    bodies = (
        canonical_json(made),
        render_html(made).encode(),
        render_docx(made),
        render_pdf(made),
    )
    return [hashlib.sha256(body).hexdigest() for body in bodies]


def test_equal_documents_give_equal_bytes_in_two_processes() -> None:
    other = subprocess.run(
        [sys.executable, "-c", _ELSEWHERE],
        env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert other.stdout.strip() == str(digests())
