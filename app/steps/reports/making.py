"""Making the report in every edition and format before the transaction that approves it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Annotated

from fastapi import Depends
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from app.core.clock import from_rome, legal_today
from app.core.documents.document import Document, Look, canonical_json
from app.core.documents.docx import render_docx
from app.core.documents.html import render_html
from app.core.documents.typst import render_pdf
from app.core.files.blobs import BlobStore
from app.core.security.actor import Actor
from app.core.web.deps import ActorDep, ServicesDep
from app.core.web.services import Services
from app.core.web.uploads import KeptFile, keep_made
from app.people.authorities.queries import find_logo
from app.steps.procedures.queries import Here, get_for_office
from app.steps.reports.actions.approve import MadeFile, MadeReport, content_digest
from app.steps.reports.content.data import ReportData, read_data
from app.steps.reports.document import Frame, build_edition
from app.steps.reports.enums import Audience, FileFormat, ReportPiece

TYPES = {
    FileFormat.PDF: "application/pdf",
    FileFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileFormat.HTML: "text/html",
    FileFormat.JSON: "application/json",
}
# On a phone a row is as tall as a quarter of the screen.
FOLD = 6
_NAMES = {ReportPiece.REPORT: "relazione", ReportPiece.CONTRIBUTIONS: "contributi"}


def today() -> datetime:
    """The date that a report made now bears: today in Rome."""
    return from_rome(legal_today())


def read_look(session: Session, blobs: BlobStore, here: Here) -> Look:
    """How the authority presents itself: its logo where it has one, its contacts."""
    authority = here.authority
    file = find_logo(session, authority)
    logo = b""
    if file is not None:
        with blobs.open(file.key) as source:
            logo = source.read()
    return Look(
        logo=logo,
        logo_alt=f"Logo: {authority.name}",
        above=authority.parent_name,
        contacts=tuple(
            line
            for line in (
                authority.address,
                f"PEC {authority.pec}" if authority.pec else "",
                authority.email,
                f"Telefono {authority.phone}" if authority.phone else "",
            )
            if line
        ),
    )


def render(document: Document, file_format: FileFormat) -> bytes:
    """The document in one format: equal documents, equal bytes."""
    match file_format:
        case FileFormat.PDF:
            return render_pdf(document)
        case FileFormat.DOCX:
            return render_docx(document)
        case FileFormat.HTML:
            return render_html(document, fold=FOLD).encode()
        case FileFormat.JSON:
            return canonical_json(document)


def make_report(services: Services, actor: Actor, authority: str, procedure: str) -> MadeReport:
    """Read, build, render and keep. Takes seconds: never inside a write transaction."""
    with services.store.reading() as session:
        here = get_for_office(session, actor, authority, procedure)
        look = read_look(session, services.blobs, here)
        data = read_data(session, here)
    return keep_editions(services.blobs, data, Frame(today(), look, services.demo))


def keep_editions(blobs: BlobStore, data: ReportData, frame: Frame) -> MadeReport:
    """Both editions, rendered and kept. A document that both share is made and kept once."""
    editions = {audience: build_edition(data, audience, frame) for audience in Audience}
    written = {
        (audience, piece): document
        for audience, documents in editions.items()
        for piece, document in documents.items()
    }
    digests = {where: content_digest(document) for where, document in written.items()}
    apart = {digests[where]: where for where in reversed(written)}
    # The typesetter works in processes of its own: a document need not wait for the one before.
    with ThreadPoolExecutor(2) as makers:
        made = makers.map(
            lambda where: dict(_kept(blobs, written[where], _stem(data.here, *where))),
            apart.values(),
        )
        kept = dict(zip(apart, made, strict=True))
    files = [
        MadeFile(*where, file_format, file)
        for where, digest in digests.items()
        for file_format, file in kept[digest].items()
    ]
    return MadeReport(frame, content_digest(*editions[Audience.ORGANS].values()), tuple(files))


def _stem(here: Here, audience: Audience, piece: ReportPiece) -> str:
    reader = "-per-gli-organi" if audience is Audience.ORGANS else ""
    return f"{_NAMES[piece]}{reader}-{here.procedure.slug}"


def _kept(blobs: BlobStore, document: Document, stem: str) -> Iterator[tuple[FileFormat, KeptFile]]:
    for file_format in FileFormat:
        body = render(document, file_format)
        yield file_format, keep_made(blobs, body, f"{stem}.{file_format}", TYPES[file_format])


async def made_report(
    authority: str, procedure: str, services: ServicesDep, actor: ActorDep
) -> MadeReport:
    async with services.gate.reading():
        return await run_in_threadpool(make_report, services, actor, authority, procedure)


MadeReportDep = Annotated[MadeReport, Depends(made_report)]
