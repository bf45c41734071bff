"""Who takes part and how the domande were examined, as anyone may read it."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.core.documents.html import render_html
from app.core.files.models import StoredFile
from app.core.web.deps import ReadSession, ServicesDep, permit
from app.core.web.download import file_response
from app.core.web.render import keep_page, page
from app.steps.avvisi.queries import get_avviso
from app.steps.examination.enums import DECIDED, TAKES_PART
from app.steps.examination.made import document_of
from app.steps.examination.permissions import READ_MINUTES, READ_PARTICIPANTS
from app.steps.examination.queries.admitted import list_published
from app.steps.examination.queries.minutes import get_minutes
from app.steps.procedures.navigation import public_around
from app.steps.procedures.queries import get_public

router = APIRouter(prefix="/{authority}/{procedure}")


@router.get("/partecipanti", dependencies=[permit(READ_PARTICIPANTS)])
def participants_page(
    request: Request, authority: str, procedure: str, session: ReadSession
) -> Response:
    here = get_public(session, authority, procedure)
    avviso = get_avviso(session, here.procedure.pk)
    keep_page(request)
    return page(
        request,
        "examination/participants.html",
        around=public_around(here, request.url.path, ("Chi partecipa", None)),
        here=here,
        lists=list_published(session, here.procedure.pk),
        outcomes=DECIDED,
        sitting=TAKES_PART,
        closes_at=avviso.closes_at if avviso and avviso.published_at else None,
    )


@router.get("/istruttoria/{minutes}.pdf", dependencies=[permit(READ_MINUTES)])
def minutes_file(
    authority: str, procedure: str, minutes: str, session: ReadSession, services: ServicesDep
) -> Response:
    here = get_public(session, authority, procedure)
    found = get_minutes(session, here.procedure.pk, minutes, published=True)
    return file_response(services.blobs, session.get(StoredFile, found.file_id))


@router.get("/istruttoria/{minutes}", dependencies=[permit(READ_MINUTES)])
def minutes_page(
    request: Request, authority: str, procedure: str, minutes: str, session: ReadSession
) -> Response:
    here = get_public(session, authority, procedure)
    found = get_minutes(session, here.procedure.pk, minutes, published=True)
    document = document_of(session, here, found, public=True)
    keep_page(request)
    return page(
        request,
        "examination/minutes_public.html",
        around=public_around(here, request.url.path, (document.title, None)),
        title=document.title,
        document=render_html(document),
        published_at=found.published_at,
        file=f"/{here.scope}/istruttoria/{minutes}.pdf",
    )
