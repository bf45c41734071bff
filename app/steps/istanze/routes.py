"""What anyone reads of the istanze that reached an authority."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.core.web.deps import ReadSession, permit
from app.core.web.render import keep_page, page
from app.law.phases import Phase
from app.law.sources import DM72_2_REQUEST
from app.people.authorities.queries import get_authority
from app.steps.istanze.navigation import public_istanze_around
from app.steps.istanze.permissions import READ
from app.steps.istanze.queries import find_origin, find_procedure, get_public, list_arrived
from app.steps.istanze.views import public_until, public_views

router = APIRouter(prefix="/{authority}/istanze")


@router.get("/", dependencies=[permit(READ)])
def public_list(request: Request, authority: str, session: ReadSession) -> Response:
    found = get_authority(session, authority)
    arrived = list_arrived(session, found.pk)
    keep_page(request, public_until(arrived))
    return page(
        request,
        "istanze/public.html",
        around=public_istanze_around(found),
        authority=found,
        istanze=public_views(session, arrived),
        source_of=DM72_2_REQUEST,
    )


@router.get("/{istanza}", dependencies=[permit(READ)])
def public_page(request: Request, authority: str, istanza: str, session: ReadSession) -> Response:
    asked = get_public(session, authority, istanza)
    view = public_views(session, [asked])[0]
    keep_page(request, public_until([asked]))
    born = find_procedure(session, asked.istanza)
    started = born is not None and born.phase is not Phase.DRAFT
    origin = find_origin(session, born.pk) if born is not None and started else None
    return page(
        request,
        "istanze/public_one.html",
        around=public_istanze_around(asked.authority, (f"n. {view.number}", None)),
        view=view,
        procedure=f"/{asked.authority.slug}/{born.slug}/" if born is not None and started else "",
        act=origin.act if origin is not None else None,
    )
