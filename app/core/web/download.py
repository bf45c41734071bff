"""Hands out a stored file, never under a name or type that a browser would act upon."""

from collections.abc import Iterator
from typing import BinaryIO
from urllib.parse import quote

from starlette.responses import Response, StreamingResponse

from app.core.errors import GoneError, NotFoundError
from app.core.files.blobs import BlobStore
from app.core.files.models import StoredFile
from app.core.i18n import date_words

_CHUNK = 1 << 18


def file_response(blobs: BlobStore, file: StoredFile | None) -> StreamingResponse:
    """The file as an attachment. Authorise first.

    Raises NotFoundError where there is none, GoneError once it was removed.
    """
    if file is None:
        raise NotFoundError
    if file.erased_at is not None:
        raise GoneError(
            f"Questo file è stato rimosso il {date_words(file.erased_at)} per fine "
            "del termine di conservazione.",
            remedy=f"Resta la sua impronta SHA-256: {file.sha256}.",
        )
    return StreamingResponse(
        read_in_pieces(blobs.open(file.key)),
        media_type=file.media_type,
        headers={
            "content-length": str(file.size),
            "content-disposition": f"attachment; filename*=UTF-8''{quote(file.name)}",
            "content-security-policy": "default-src 'none'; sandbox",
            "x-content-type-options": "nosniff",
        },
    )


def picture_response(blobs: BlobStore, file: StoredFile) -> StreamingResponse:
    """A picture that we drew ourselves, shown in a page; its address changes with its bytes."""
    return StreamingResponse(
        read_in_pieces(blobs.open(file.key)),
        media_type=file.media_type,
        headers={
            "content-length": str(file.size),
            "content-disposition": "inline",
            "content-security-policy": "default-src 'none'; sandbox",
            "x-content-type-options": "nosniff",
            "cache-control": "public, max-age=31536000, immutable",
        },
    )


def made_response(body: bytes, media_type: str, name: str) -> Response:
    """Bytes made for this request, as an attachment under a name of ours."""
    return Response(
        body,
        media_type=media_type,
        headers={
            "content-disposition": f"attachment; filename*=UTF-8''{quote(name)}",
            "content-security-policy": "default-src 'none'; sandbox",
        },
    )


def read_in_pieces(source: BinaryIO) -> Iterator[bytes]:
    """The bytes of `source` from where it stands; it is closed at the end."""
    with source:
        while piece := source.read(_CHUNK):
            yield piece
