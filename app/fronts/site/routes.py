"""Home, authority and procedure pages, and the two addresses that say how the service is."""

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from app.core.web.deps import ReadSession, ServicesDep, permit
from app.core.web.render import Around, keep_page, page
from app.fronts.site.health import problems
from app.fronts.site.permissions import READ
from app.people.authorities.queries import get_authority, list_authorities, look_of
from app.steps.procedures.navigation import public_around
from app.steps.procedures.queries import get_public, list_public, list_tavoli

router = APIRouter()


@router.get("/healthz", dependencies=[permit(READ)])
async def alive() -> Response:
    return JSONResponse({"status": "ok"})


@router.get("/readyz", dependencies=[permit(READ)])
async def ready(services: ServicesDep) -> Response:
    found = await run_in_threadpool(problems, services)
    status = "ready" if not found else "not ready"
    return JSONResponse({"status": status, "problems": found}, 503 if found else 200)


@router.get("/", dependencies=[permit(READ)])
def home(request: Request, session: ReadSession) -> Response:
    keep_page(request)
    return page(
        request,
        "site/home.html",
        authorities=list_authorities(session),
        procedures=list_public(session),
    )


@router.get("/{authority}/", dependencies=[permit(READ)])
def authority_page(request: Request, authority: str, session: ReadSession) -> Response:
    found = get_authority(session, authority)
    keep_page(request)
    return page(
        request,
        "site/authority.html",
        around=Around(authority=look_of(found), breadcrumb=(("Home", "/"), (found.name, None))),
        authority=found,
        procedures=list_public(session, found.pk),
    )


@router.get("/{authority}/{procedure}/", dependencies=[permit(READ)])
def procedure_page(
    request: Request, authority: str, procedure: str, session: ReadSession
) -> Response:
    here = get_public(session, authority, procedure)
    keep_page(request)
    return page(
        request,
        "site/procedure.html",
        around=public_around(here, request.url.path),
        here=here,
        tavoli=list_tavoli(session, here.procedure.pk),
    )
