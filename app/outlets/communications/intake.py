"""Reads the receipts that come with a form: kept and parsed before any transaction opens."""

from typing import Any

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from app.core.files.blobs import BlobStore
from app.core.files.errors import FileRefused, StorageError
from app.core.files.names import display_name
from app.core.web.forms import Bound, parse, read_form
from app.core.web.services import services_of
from app.core.web.uploads import MAX_FORM, keep_upload
from app.outlets.communications.actions import HandedIn
from app.outlets.communications.forms import FilesForm
from app.outlets.communications.receipts import ReceiptError, read_receipt

FIELD = "receipts"
EML = frozenset({"eml"})


def bind_receipts() -> Any:
    """The dependency that gives a `Bound[FilesForm]` with `HandedIn`s in `kept["receipts"]`.

    A file that cannot be read stands among them with its reason: the others are taken.
    """

    async def read(request: Request) -> Bound[FilesForm]:
        request.state.max_body = MAX_FORM
        bound = parse(FilesForm, await read_form(request, MAX_FORM))
        blobs = services_of(request).blobs
        for upload in bound.files.get(FIELD, []):
            handed = await run_in_threadpool(_read_one, blobs, upload)
            bound.kept.setdefault(FIELD, []).append(handed)
            await upload.close()
        if not bound.kept.get(FIELD):
            bound.errors[FIELD] = "Scegliete almeno un file .eml."
        return bound

    return Depends(read)


def _read_one(blobs: BlobStore, upload: UploadFile) -> HandedIn:
    name = display_name(upload.filename or "") or "senza nome"
    try:
        kept = keep_upload(blobs, upload, EML)
        with blobs.open(kept.key) as source:
            return HandedIn(name, kept, read_receipt(source.read()))
    except (FileRefused, StorageError, ReceiptError) as refused:
        return HandedIn(name, problem=refused.sentence)
