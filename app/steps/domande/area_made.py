"""What is made before any transaction opens: PDFs, and scans out of photographs."""

from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from app.core.clock import legal_now
from app.core.documents.document import Document
from app.core.documents.errors import DocumentError
from app.core.documents.photos import photos_to_pdf
from app.core.documents.signatures import Expected, check_file
from app.core.documents.typst import render_pdf
from app.core.errors import UnavailableError
from app.core.files.blobs import BlobStore
from app.core.files.errors import FileRefused, StorageError
from app.core.security.actor import Actor
from app.core.store.installation import load_legal_offset
from app.core.text import slugify
from app.core.web.deps import ActorDep, ServicesDep
from app.core.web.forms import Bound, FormModel, parse, read_form
from app.core.web.services import Services
from app.core.web.uploads import MAX_FILE, MAX_FORM, KeptFile, keep_bytes, keep_upload
from app.steps.domande.actions.members import DeclarationUpload
from app.steps.domande.actions.prepare_pdf import MadePdf
from app.steps.domande.actions.sign import SignedUpload
from app.steps.domande.area_desk import Desk, open_desk
from app.steps.domande.documents import domanda_document
from app.steps.domande.forms_area import PART_FILE_KINDS, SCAN_KINDS, SIGNED_KINDS, SignForm
from app.steps.domande.queries.area import get_own, last_saved
from app.steps.domande.queries.signature import generated_of

T = TypeVar("T", bound=FormModel)
_PDF = frozenset({"pdf"})
_DECLARATION = "declaration"
_PHOTOS = (".jpg", ".jpeg", ".png")


def _render(document: Document) -> bytes:
    try:
        return render_pdf(document)
    except DocumentError as error:
        raise UnavailableError(str(error), remedy="Riprovate tra qualche minuto.") from error


def _read_draft(services: Services, actor: Actor, public_id: str) -> tuple[Desk, Document]:
    with services.store.reading() as session:
        desk = open_desk(session, actor, public_id)
        saved_at = last_saved(session, desk.domanda)
        document = domanda_document(
            desk.domanda, desk.setting, desk.views, desk.enclosed, saved_at, demo=services.demo
        )
    return desk, document


def _make(services: Services, desk: Desk, document: Document) -> MadePdf:
    kept = None
    if desk.complete and desk.is_draft:
        name = f"domanda-{slugify(desk.domanda.body_name)}.pdf"
        kept = keep_bytes(services.blobs, _render(document), name, _PDF)
    code = document.footer_code or ""
    return MadePdf(kept, code, desk.domanda.edition, desk.setting.version.pk)


async def made_pdf(request: Request, services: ServicesDep, actor: ActorDep) -> MadePdf:
    """The PDF of the draft in the address; nothing is made where something is missing."""
    public_id = request.path_params["domanda"]
    async with services.gate.reading():
        read = await run_in_threadpool(_read_draft, services, actor, public_id)
    return await run_in_threadpool(_make, services, *read)


async def signed_form(
    request: Request, services: ServicesDep, actor: ActorDep
) -> tuple[Bound[SignForm], SignedUpload | None, KeptFile | None]:
    """The signature's form with the signed domanda, examined, and the identity document, kept.

    Photographs of one document become one PDF.
    """
    request.state.max_body = MAX_FORM
    bound = parse(SignForm, await read_form(request, MAX_FORM))
    public_id = request.path_params["domanda"]
    async with services.gate.reading():
        expected = await run_in_threadpool(_read_expected, services, actor, public_id)
    signed = await run_in_threadpool(_signed, services, bound, expected)
    identity = await run_in_threadpool(
        _scan, services.blobs, bound, "identity_document", "documento-identita.pdf"
    )
    for upload in (one for sent in bound.files.values() for one in sent):
        await upload.close()
    return bound, signed, identity[0] if identity else None


def _read_expected(services: Services, actor: Actor, public_id: str) -> Expected | None:
    with services.store.reading() as session:
        if services.demo:
            load_legal_offset(session)
        return generated_of(session, get_own(session, actor, public_id).pk)


def _signed(
    services: Services, bound: Bound[SignForm], expected: Expected | None
) -> SignedUpload | None:
    scanned = _scan(services.blobs, bound, "signed_file", "domanda-firmata.pdf")
    if scanned is None:
        return None
    kept, body = scanned
    report = check_file(body, legal_now(), expected=expected, anchors=services.anchors())
    return SignedUpload(kept, report, expected.sha256 if expected else "")


def _scan(
    blobs: BlobStore, bound: Bound[SignForm], field: str, name: str
) -> tuple[KeptFile, bytes] | None:
    """The file of `field` with its bytes; None where none came or it was refused."""
    uploads = bound.files.get(field, [])
    allowed = SIGNED_KINDS if field == "signed_file" else SCAN_KINDS
    try:
        if not uploads:
            return None
        bodies = [upload.file.read(MAX_FILE + 1) for upload in uploads]
        if all(_is_photo(upload) for upload in uploads):
            body = photos_to_pdf(bodies, title=name.removesuffix(".pdf"))
            return keep_bytes(blobs, body, name, _PDF), body
        if len(uploads) > 1:
            raise FileRefused(
                "Caricate un solo PDF, oppure soltanto fotografie: ne facciamo un PDF noi."
            )
        uploads[0].file.seek(0)
        return keep_upload(blobs, uploads[0], allowed), bodies[0]
    except (FileRefused, StorageError) as refused:
        bound.errors[field] = refused.sentence
    except DocumentError as refused:
        bound.errors[field] = str(refused)
    return None


def _is_photo(upload: UploadFile) -> bool:
    return (upload.filename or "").lower().endswith(_PHOTOS)


def bind_declaration(model: type[T]) -> Any:
    """The dependency that gives a form with a member's declaration, kept and examined."""

    async def read(
        request: Request, services: ServicesDep
    ) -> tuple[Bound[T], DeclarationUpload | None]:
        request.state.max_body = MAX_FORM
        bound = parse(model, await read_form(request, MAX_FORM))
        async with services.gate.reading():
            await run_in_threadpool(_load_clock, services)
        upload = await run_in_threadpool(_declaration, services, bound)
        for one in (one for sent in bound.files.values() for one in sent):
            await one.close()
        return bound, upload

    return Depends(read)


def _load_clock(services: Services) -> None:
    if services.demo:
        with services.store.reading() as session:
            load_legal_offset(session)


def _declaration(services: Services, bound: Bound[Any]) -> DeclarationUpload | None:
    upload = next(iter(bound.files.get(_DECLARATION, [])), None)
    if upload is None:
        return None
    try:
        kept = keep_upload(services.blobs, upload, PART_FILE_KINDS)
    except (FileRefused, StorageError) as refused:
        bound.errors[_DECLARATION] = refused.sentence
        return None
    if _is_photo(upload):
        return DeclarationUpload(kept, None)
    upload.file.seek(0)
    body = upload.file.read(MAX_FILE + 1)
    return DeclarationUpload(kept, check_file(body, legal_now(), anchors=services.anchors()))


MadePdfDep = Annotated[MadePdf, Depends(made_pdf)]
SignedFormDep = Annotated[
    tuple[Bound[SignForm], SignedUpload | None, KeptFile | None], Depends(signed_form)
]
