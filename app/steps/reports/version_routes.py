"""The office's pages of the approved versions: their files, and what changes between two."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.core.errors import NotFoundError
from app.core.web.deps import ActorDep, ReadSession, ServicesDep, permit
from app.core.web.download import file_response
from app.core.web.paging import read_number
from app.core.web.render import page
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import get_for_office
from app.steps.reports.enums import Audience
from app.steps.reports.permissions import WRITE
from app.steps.reports.queries import list_versions
from app.steps.reports.views import differences, find_file

router = APIRouter(prefix="/ufficio/{authority}/{procedure}/relazione")


def read_audience(path: str) -> Audience:
    """The edition that an address names. Raises NotFoundError."""
    for audience in Audience:
        if audience.path == path:
            return audience
    raise NotFoundError


@router.get("/versioni/{number}/{edition}/{piece}.{ending}", dependencies=[permit(WRITE)])
def version_file(
    authority: str,
    procedure: str,
    number: int,
    edition: str,
    piece: str,
    ending: str,
    session: ReadSession,
    actor: ActorDep,
    services: ServicesDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    rows = {row.version.number: row for row in list_versions(session, here.procedure.pk)}
    file = find_file(rows.get(number), read_audience(edition), piece, ending)
    return file_response(services.blobs, file)


@router.get("/differenze", dependencies=[permit(WRITE)])
def office_differences(
    request: Request,
    authority: str,
    procedure: str,
    session: ReadSession,
    actor: ActorDep,
    services: ServicesDep,
    da: str = "",
    a: str = "",
    edizione: str = Audience.ORGANS.path,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    rows = {row.version.number: row for row in list_versions(session, here.procedure.pk)}
    audience = read_audience(edizione)
    newest = max(rows, default=0)
    before = read_number(da) if da else newest - 1
    after = read_number(a) if a else newest
    base = office_address(here, "/relazione")
    return page(
        request,
        "reports/office_differences.html",
        around=office_around(here, base, ("Relazione", "/relazione"), ("Differenze", None)),
        base=base,
        numbers=[(str(number), str(number)) for number in sorted(rows)],
        audience=audience,
        editions=[(one.path, one.label) for one in Audience],
        found=differences(services.blobs, rows, audience, before, after),
        before=before,
        after=after,
    )
