"""Files that come with a form: checked and kept before any transaction opens."""

import tempfile
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from fastapi import Depends, Request
from pydantic import BaseModel
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from app.core.files.blobs import BlobStore
from app.core.files.errors import FileRefused, StorageError
from app.core.files.inspect import inspect_file
from app.core.files.models import StoredFile
from app.core.web.forms import Bound, parse, read_form
from app.core.web.services import services_of

T = TypeVar("T", bound=BaseModel)
MAX_FILE = 20_000_000
MAX_FORM = 25_000_000
MAX_MADE = 1 << 30


@dataclass(frozen=True, slots=True)
class KeptFile:
    """Bytes that are durably stored and that no row names yet; a sweep removes forgotten ones."""

    key: str
    sha256: str
    size: int
    name: str
    media_type: str


def bind_with_files(
    model: type[T], fields: Mapping[str, frozenset[str]], *, max_bytes: int = MAX_FORM
) -> Any:
    """As `bind`; `fields` says which kinds of file each upload field takes.

    Kept files stand in `bound.kept[field]`; a refused one is that field's error.
    """

    async def read(request: Request) -> Bound[T]:
        request.state.max_body = max_bytes
        bound = parse(model, await read_form(request, max_bytes))
        await keep_uploads(request, bound, fields)
        return bound

    reader: Callable[[Request], Awaitable[Bound[T]]] = read
    return Depends(reader)


async def keep_uploads(
    request: Request, bound: Bound[Any], fields: Mapping[str, frozenset[str]]
) -> None:
    """Check and store the uploads of a form that was parsed; a refused one is its field's error."""
    blobs = services_of(request).blobs
    for name, uploads in bound.files.items():
        if name not in fields:
            bound.general.append(f"Campo non previsto: {name[:40]}.")
        else:
            await run_in_threadpool(_keep_all, bound, blobs, name, uploads, fields[name])
        for upload in uploads:
            await upload.close()


def _keep_all(
    bound: Bound[Any],
    blobs: BlobStore,
    field: str,
    uploads: list[UploadFile],
    allowed: frozenset[str],
) -> None:
    try:
        for upload in uploads:
            bound.kept.setdefault(field, []).append(keep_upload(blobs, upload, allowed))
    except (FileRefused, StorageError) as refused:
        bound.errors[field] = refused.sentence


def keep_upload(blobs: BlobStore, upload: UploadFile, allowed: frozenset[str]) -> KeptFile:
    """Check one upload and store its bytes. Raises FileRefused or StorageError."""
    return keep_bytes(blobs, upload.file.read(MAX_FILE + 1), upload.filename or "", allowed)


def keep_bytes(blobs: BlobStore, body: bytes, name: str, allowed: frozenset[str]) -> KeptFile:
    """Check `body` as if it had been uploaded under `name`, and store it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "upload"
        path.write_bytes(body)
        facts = inspect_file(path, name, allowed)
        with path.open("rb") as source:
            blob = blobs.put(source, MAX_FILE)
    return KeptFile(blob.key, blob.sha256, blob.size, facts.display_name, facts.media_type)


def keep_made(blobs: BlobStore, body: bytes, name: str, media_type: str) -> KeptFile:
    """Store bytes that this program made itself under a name of its own: nothing to inspect."""
    blob = blobs.put([body], MAX_MADE)
    return KeptFile(blob.key, blob.sha256, blob.size, name, media_type)


def store_file(session: Session, kept: KeptFile, *, owner_ref: str = "") -> StoredFile:
    """The row that gives kept bytes a name; flushed, so that others may point to it."""
    row = StoredFile(
        key=kept.key,
        sha256=kept.sha256,
        size=kept.size,
        name=kept.name,
        media_type=kept.media_type,
        owner_ref=owner_ref,
    )
    session.add(row)
    session.flush()
    return row
