"""The feeds of an authority, a procedure and a tavolo, kept like the pages they tell of."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.core.errors import NotFoundError
from app.core.web.deps import ReadSession, ServicesDep, permit
from app.core.web.render import keep_page
from app.core.web.services import Services
from app.outlets.feed.atom import MEDIA_TYPE, Feed, write_atom
from app.outlets.feed.items import list_items, newest
from app.outlets.feed.permissions import READ
from app.outlets.feed.tavolo import list_tavolo_items
from app.people.authorities.queries import get_authority
from app.steps.procedures.navigation import FEED, public_address
from app.steps.procedures.queries import get_public, list_public, list_tavoli

router = APIRouter()


@router.get("/{authority}/feed.atom", dependencies=[permit(READ)])
def authority_feed(
    request: Request, authority: str, session: ReadSession, services: ServicesDep
) -> Response:
    found = get_authority(session, authority)
    items = [item for here in list_public(session, found.pk) for item in list_items(session, here)]
    feed = Feed(
        ref=found.public_id,
        title=f"{found.name}: le co-programmazioni",
        author=found.name,
        page=f"/{found.slug}/",
        own=f"/{found.slug}{FEED}",
        since=found.created_at,
        items=newest(items),
    )
    return _answer(request, feed, services)


@router.get("/{authority}/{procedure}/feed.atom", dependencies=[permit(READ)])
def procedure_feed(
    request: Request, authority: str, procedure: str, session: ReadSession, services: ServicesDep
) -> Response:
    here = get_public(session, authority, procedure)
    feed = Feed(
        ref=here.procedure.public_id,
        title=here.procedure.title,
        author=here.authority.name,
        page=public_address(here),
        own=public_address(here, FEED),
        since=here.procedure.created_at,
        items=list_items(session, here),
    )
    return _answer(request, feed, services)


@router.get("/{authority}/{procedure}/feed/{tavolo}.atom", dependencies=[permit(READ)])
def tavolo_feed(
    request: Request,
    authority: str,
    procedure: str,
    tavolo: str,
    session: ReadSession,
    services: ServicesDep,
) -> Response:
    """`tavolo` is its slug, as on the page where one follows."""
    here = get_public(session, authority, procedure)
    found = next(
        (each for each in list_tavoli(session, here.procedure.pk) if each.slug == tavolo), None
    )
    if found is None:
        raise NotFoundError
    feed = Feed(
        ref=found.public_id,
        title=f"{found.name}: {here.procedure.title}",
        author=here.authority.name,
        page=public_address(here, f"/contributi?tavolo={found.public_id}"),
        own=public_address(here, f"/feed/{found.slug}.atom"),
        since=found.created_at,
        items=list_tavolo_items(session, here, found),
    )
    return _answer(request, feed, services)


def _answer(request: Request, feed: Feed, services: Services) -> Response:
    keep_page(request)
    body = write_atom(feed, services.base_url, demo=services.demo)
    return Response(body, media_type=f"{MEDIA_TYPE}; charset=utf-8")
