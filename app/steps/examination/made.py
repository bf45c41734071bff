"""Papers of the examination made before any transaction opens: PDF and DOCX."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Request
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from app.core.documents.document import Document
from app.core.documents.docx import render_docx
from app.core.documents.errors import DocumentError
from app.core.documents.typst import render_pdf
from app.core.errors import UnavailableError
from app.core.files.kinds import KINDS
from app.core.security.actor import Actor
from app.core.web.deps import ActorDep, ServicesDep
from app.core.web.services import Services
from app.core.web.uploads import KeptFile, keep_bytes
from app.steps.avvisi.queries import get_avviso
from app.steps.examination.documents import admission_draft, minutes_document
from app.steps.examination.enums import MinutesState
from app.steps.examination.models import ExaminationVerbale
from app.steps.examination.queries.admitted import list_to_publish
from app.steps.examination.queries.minutes import content_of, get_minutes, list_minutes
from app.steps.examination.queries.office import count_received
from app.steps.procedures.enums import ActKind
from app.steps.procedures.queries import Here, get_for_office, list_acts

_KINDS = {"pdf": render_pdf, "docx": render_docx}
_CITED = (ActKind.START, ActKind.AVVISO, ActKind.BOARD)
Reader = Callable[[Session, Here], Document]


def document_of(
    session: Session,
    here: Here,
    minutes: ExaminationVerbale,
    *,
    public: bool = False,
    demo: bool = False,
) -> Document:
    """The document of a stored verbale: sealed words, or what the data say now."""
    sealed = minutes.state is not MinutesState.DRAFT
    content = minutes.content if sealed else content_of(session, here.procedure.pk)
    return minutes_document(here, minutes, content, public=public, demo=demo)


def draft_of(session: Session, here: Here, *, demo: bool = False) -> Document:
    """The draft of the next act of admission."""
    avviso = get_avviso(session, here.procedure.pk)
    closes_at = avviso.closes_at if avviso and avviso.closes_at else here.procedure.created_at
    return admission_draft(
        here,
        list_to_publish(session, here.procedure.pk),
        [act for act, _ in list_acts(session, here.procedure.pk) if act.kind in _CITED],
        [
            one
            for one in list_minutes(session, here.procedure.pk)
            if one.state is not MinutesState.DRAFT
        ],
        received=count_received(session, here.procedure.pk),
        closes_at=closes_at,
        demo=demo,
    )


async def made_paper(request: Request, services: ServicesDep, actor: ActorDep) -> Response:
    """The paper in the address, as its ending says; read, then made outside of the session."""
    names = request.path_params
    ending = request.url.path.rpartition(".")[2]

    def read() -> Document:
        with services.store.reading() as session:
            here = get_for_office(session, actor, names["authority"], names["procedure"])
            if "minutes" not in names:
                return draft_of(session, here, demo=services.demo)
            minutes = get_minutes(session, here.procedure.pk, names["minutes"])
            return document_of(session, here, minutes, demo=services.demo)

    async with services.gate.reading():
        document = await run_in_threadpool(read)
    body = await run_in_threadpool(_made, document, ending)
    name = "verbale-istruttoria" if "minutes" in names else "bozza-atto-ammissione"
    return Response(
        body,
        media_type=KINDS[ending].media_type,
        headers={
            "content-disposition": f'attachment; filename="{name}.{ending}"',
            "content-security-policy": "default-src 'none'; sandbox",
        },
    )


def _made(document: Document, ending: str) -> bytes:
    try:
        return _KINDS[ending](document)
    except DocumentError as error:
        raise UnavailableError(str(error), remedy="Riprovate tra qualche minuto.") from error


async def public_pdf(
    authority: str, procedure: str, minutes: str, services: ServicesDep, actor: ActorDep
) -> KeptFile | None:
    """The PDF that goes on the site, kept before the transaction that publishes it."""
    async with services.gate.reading():
        document = await run_in_threadpool(
            _read_public, services, actor, authority, procedure, minutes
        )
    return None if document is None else await run_in_threadpool(_keep, services, document)


def _read_public(
    services: Services, actor: Actor, authority: str, procedure: str, public_id: str
) -> Document | None:
    with services.store.reading() as session:
        here = get_for_office(session, actor, authority, procedure)
        minutes = get_minutes(session, here.procedure.pk, public_id)
        if minutes.state is not MinutesState.APPROVED:
            return None
        return document_of(session, here, minutes, public=True, demo=services.demo)


def _keep(services: Services, document: Document) -> KeptFile:
    body = _made(document, "pdf")
    return keep_bytes(services.blobs, body, "verbale-istruttoria.pdf", frozenset({"pdf"}))


PaperDep = Annotated[Response, Depends(made_paper)]
PublicPdfDep = Annotated[KeptFile | None, Depends(public_pdf)]
