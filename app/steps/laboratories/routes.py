"""The public pages of the verbali: bodies are named, their delegates are not."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.core.documents.html import render_html
from app.core.files.models import StoredFile
from app.core.web.deps import ReadSession, ServicesDep, permit
from app.core.web.download import file_response
from app.core.web.render import keep_page, page
from app.steps.laboratories.permissions import READ
from app.steps.laboratories.queries import get_published_verbale, list_verbali
from app.steps.laboratories.verbale_pages import document_of
from app.steps.procedures.navigation import public_around
from app.steps.procedures.queries import get_public

router = APIRouter(prefix="/{authority}/{procedure}/verbali")


@router.get("", dependencies=[permit(READ)])
def published_page(
    request: Request, authority: str, procedure: str, session: ReadSession
) -> Response:
    here = get_public(session, authority, procedure)
    keep_page(request)
    return page(
        request,
        "laboratories/published.html",
        around=public_around(here, request.url.path, ("Verbali", None)),
        here=here,
        rows=list_verbali(session, here.procedure.pk, published=True),
    )


@router.get("/{verbale}.pdf", dependencies=[permit(READ)])
def verbale_file(
    authority: str, procedure: str, verbale: str, session: ReadSession, services: ServicesDep
) -> Response:
    here = get_public(session, authority, procedure)
    found = get_published_verbale(session, here.procedure.pk, verbale)
    file = session.get(StoredFile, found.file_id) if found.file_id is not None else None
    return file_response(services.blobs, file)


@router.get("/{verbale}", dependencies=[permit(READ)])
def verbale_page(
    request: Request, authority: str, procedure: str, verbale: str, session: ReadSession
) -> Response:
    here = get_public(session, authority, procedure)
    found = get_published_verbale(session, here.procedure.pk, verbale)
    document = document_of(session, here, found)
    keep_page(request)
    return page(
        request,
        "laboratories/published_one.html",
        around=public_around(
            here, request.url.path, ("Verbali", "/verbali"), (document.title, None)
        ),
        title=document.title,
        document=render_html(document),
        published_at=found.published_at,
        file=f"/{here.scope}/verbali/{verbale}.pdf",
    )
