"""The published report: its page, its files, its versions and what changed between them."""

from fastapi import APIRouter, Request
from markupsafe import Markup
from sqlmodel import Session
from starlette.responses import Response

from app.core.errors import NotFoundError
from app.core.web.deps import ReadSession, ServicesDep, permit
from app.core.web.download import file_response
from app.core.web.paging import read_number
from app.core.web.render import keep_page, page
from app.core.web.services import Services
from app.steps.procedures.navigation import public_around
from app.steps.procedures.queries import Here, get_public
from app.steps.reports.enums import Audience, ReportPiece
from app.steps.reports.permissions import READ
from app.steps.reports.queries import (
    VersionRow,
    get_published,
    is_withdrawn,
    list_published_versions,
    list_sendings,
)
from app.steps.reports.views import differences, downloads, find_file, read_fragment

router = APIRouter(prefix="/{authority}/{procedure}")


@router.get("/relazione", dependencies=[permit(READ)])
def report(
    request: Request,
    authority: str,
    procedure: str,
    session: ReadSession,
    services: ServicesDep,
) -> Response:
    here = get_public(session, authority, procedure)
    versions = list_published_versions(session, here.procedure.pk)
    return _page(request, session, services, here, versions, versions[0] if versions else None)


@router.get("/relazione/versioni/{number}", dependencies=[permit(READ)])
def report_version(
    request: Request,
    authority: str,
    procedure: str,
    number: int,
    session: ReadSession,
    services: ServicesDep,
) -> Response:
    here = get_public(session, authority, procedure)
    versions = list_published_versions(session, here.procedure.pk)
    found = next((row for row in versions if row.version.number == number), None)
    if found is None:
        raise NotFoundError
    return _page(request, session, services, here, versions, found)


def _page(
    request: Request,
    session: Session,
    services: Services,
    here: Here,
    versions: list[VersionRow],
    found: VersionRow | None,
) -> Response:
    base = f"/{here.scope}/relazione"
    keep_page(request)
    html, files = "", []
    if found is not None:
        html = read_fragment(services.blobs, found, Audience.PUBLIC, ReportPiece.REPORT)
        address = f"{base}/versioni/{found.version.number}"
        files = downloads(found, Audience.PUBLIC, address)
    return page(
        request,
        "reports/public.html",
        around=public_around(here, request.url.path, ("Relazione", None)),
        here=here,
        base=base,
        found=found,
        withdrawn=found is None and is_withdrawn(session, here.procedure.pk),
        versions=versions,
        files=files,
        # Made by our own writer from the neutral document, which escapes by construction.
        report=Markup(html),  # noqa: S704
        sendings=list_sendings(session, here.procedure.pk) if found else [],
    )


@router.get("/relazione/versioni/{number}/{piece}.{ending}", dependencies=[permit(READ)])
def report_file(
    authority: str,
    procedure: str,
    number: int,
    piece: str,
    ending: str,
    session: ReadSession,
    services: ServicesDep,
) -> Response:
    here = get_public(session, authority, procedure)
    versions = list_published_versions(session, here.procedure.pk)
    found = next((row for row in versions if row.version.number == number), None)
    file = find_file(found, Audience.PUBLIC, piece, ending)
    return file_response(services.blobs, file)


@router.get("/relazione.pdf", dependencies=[permit(READ)])
def report_pdf(
    authority: str, procedure: str, session: ReadSession, services: ServicesDep
) -> Response:
    here = get_public(session, authority, procedure)
    return file_response(services.blobs, get_published(session, here).pdf(Audience.PUBLIC))


@router.get("/relazione/differenze", dependencies=[permit(READ)])
def public_differences(
    request: Request,
    authority: str,
    procedure: str,
    session: ReadSession,
    services: ServicesDep,
    da: str = "",
    a: str = "",
) -> Response:
    here = get_public(session, authority, procedure)
    versions = list_published_versions(session, here.procedure.pk)
    rows = {row.version.number: row for row in versions}
    numbers = sorted(rows)
    before = read_number(da) if da else (numbers[-2] if len(numbers) > 1 else 0)
    after = read_number(a) if a else (numbers[-1] if numbers else 0)
    base = f"/{here.scope}/relazione"
    keep_page(request)
    return page(
        request,
        "reports/differences.html",
        around=public_around(here, base, ("Relazione", "/relazione"), ("Differenze", None)),
        base=base,
        numbers=[(str(number), str(number)) for number in numbers],
        found=differences(services.blobs, rows, Audience.PUBLIC, before, after),
        before=before,
        after=after,
    )
