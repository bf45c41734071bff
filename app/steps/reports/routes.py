"""The published report: a page and its PDF."""

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.responses import Response

from app.core.errors import NotFoundError
from app.core.web.deps import ReadSession, ServicesDep, permit
from app.core.web.download import file_response
from app.core.web.render import keep_page, page
from app.steps.procedures.navigation import public_around
from app.steps.procedures.queries import get_public
from app.steps.reports.permissions import READ
from app.steps.reports.queries import get_published, list_sendings

router = APIRouter()


@router.get("/{authority}/{procedure}/relazione", dependencies=[permit(READ)])
def report(request: Request, authority: str, procedure: str, session: ReadSession) -> Response:
    here = get_public(session, authority, procedure)
    try:
        found = get_published(session, here)
    except NotFoundError:
        found = None
    keep_page(request)
    return page(
        request,
        "reports/public.html",
        around=public_around(here, request.url.path, ("Relazione", None)),
        here=here,
        found=found,
        # Made by our own writer from the neutral document, which escapes by construction.
        report=Markup(found.version.html) if found else "",  # noqa: S704
        sendings=list_sendings(session, here.procedure.pk) if found else [],
    )


@router.get("/{authority}/{procedure}/relazione.pdf", dependencies=[permit(READ)])
def report_pdf(
    authority: str, procedure: str, session: ReadSession, services: ServicesDep
) -> Response:
    here = get_public(session, authority, procedure)
    return file_response(services.blobs, get_published(session, here).file)
