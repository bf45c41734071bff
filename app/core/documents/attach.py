"""A file carried inside a PDF, for who checks it by machine."""

import io

import pikepdf

from app.core.documents.errors import DocumentError

MAX_CARRIED = 4 << 20  # bytes of a carried file


def attach_file(pdf: bytes, name: str, body: bytes, *, media_type: str, description: str) -> bytes:
    """Give `pdf` with `body` attached as `name`; equal arguments give equal bytes."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.attachments[name] = pikepdf.AttachedFileSpec(
            document,
            body,
            filename=name,
            mime_type=media_type,
            description=description,
            creation_date="",
            mod_date="",
        )
        document.save(out, deterministic_id=True)
    return out.getvalue()


def carried_file(pdf: bytes, name: str) -> bytes | None:
    """The file attached as `name`; None where there is none, or one beyond MAX_CARRIED.

    Raises DocumentError for what is no PDF, or is locked.
    """
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            if name not in document.attachments:
                return None
            held: bytes = document.attachments[name].get_file().read_bytes()
    except (pikepdf.PdfError, ValueError, OSError, KeyError) as error:
        raise DocumentError("Il PDF non si legge, o è protetto.") from error
    return held if len(held) <= MAX_CARRIED else None
