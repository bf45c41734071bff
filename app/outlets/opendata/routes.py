"""The pages of open data and their files, of an authority and of a procedure."""

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.web.deps import ReadSession, ServicesDep, permit
from app.core.web.render import Around, keep_page, page
from app.core.web.services import Services
from app.outlets.opendata.about import LICENCE, LICENCE_NAME, QUOTING
from app.outlets.opendata.datasets import DATASETS
from app.outlets.opendata.files import file_answer, wanted_file
from app.outlets.opendata.navigation import DATA
from app.outlets.opendata.permissions import READ
from app.outlets.opendata.queries import Asked, read_version
from app.outlets.opendata.small_files import SMALL, small_file
from app.outlets.opendata.views import dataset_views
from app.people.authorities.queries import get_authority, look_of
from app.steps.procedures.navigation import public_around
from app.steps.procedures.queries import get_public, list_public

router = APIRouter()
GETS = ["GET", "HEAD"]
TITLE = "Dati aperti"


@router.get("/{authority}" + DATA, dependencies=[permit(READ)])
def authority_page(
    request: Request, authority: str, session: ReadSession, services: ServicesDep
) -> Response:
    found = get_authority(session, authority)
    crumbs = (("Home", "/"), (found.name, f"/{found.slug}/"), (TITLE, None))
    around = Around(authority=look_of(found), breadcrumb=crumbs)
    places = [
        (here.procedure.title, f"/{here.scope}{DATA}") for here in list_public(session, found.pk)
    ]
    return _page(request, session, services, around, Asked(found.slug), places=places)


@router.get("/{authority}/{procedure}" + DATA, dependencies=[permit(READ)])
def procedure_page(
    request: Request, authority: str, procedure: str, session: ReadSession, services: ServicesDep
) -> Response:
    here = get_public(session, authority, procedure)
    around = public_around(here, request.url.path, (TITLE, None))
    keep_page(request)
    return _page(request, session, services, around, Asked(authority, procedure))


def _page(
    request: Request,
    session: Session,
    services: Services,
    around: Around,
    asked: Asked,
    places: list[tuple[str, str]] | None = None,
) -> Response:
    return page(
        request,
        "opendata/data.html",
        around=around,
        place=f"/{asked.scope}{DATA}",
        base=services.base_url,
        datasets=dataset_views(asked),
        places=places,
        of_authority=places is not None,
        home=f"/{asked.authority}",
        changed_at=read_version(session, asked.scope).changed_at,
        licence=(LICENCE, LICENCE_NAME),
        quoting=QUOTING,
    )


@router.api_route("/{authority}" + DATA + "/dizionario", methods=GETS, dependencies=[permit(READ)])
def dictionary_page(request: Request, authority: str, session: ReadSession) -> Response:
    found = get_authority(session, authority)
    place = f"/{found.slug}{DATA}"
    crumbs = (("Home", "/"), (found.name, f"/{found.slug}/"), (TITLE, place), ("Dizionario", None))
    around = Around(authority=look_of(found), breadcrumb=crumbs)
    return page(request, "opendata/dictionary.html", around=around, place=place, datasets=DATASETS)


@router.api_route("/{authority}" + DATA + "/{file}", methods=GETS, dependencies=[permit(READ)])
async def authority_file(
    request: Request, authority: str, file: str, services: ServicesDep
) -> Response:
    return await _file(request, services, Asked(authority), file)


@router.api_route(
    "/{authority}/{procedure}" + DATA + "/{file}", methods=GETS, dependencies=[permit(READ)]
)
async def procedure_file(
    request: Request, authority: str, procedure: str, file: str, services: ServicesDep
) -> Response:
    return await _file(request, services, Asked(authority, procedure), file)


async def _file(request: Request, services: Services, asked: Asked, file: str) -> Response:
    if file in SMALL or file.endswith(".csv-metadata.json"):
        return await small_file(request, services, asked, file)
    return await file_answer(request, services, wanted_file(request, asked, file))
