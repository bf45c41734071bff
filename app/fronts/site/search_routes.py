"""The search over everything that is published: of the whole installation, or of one authority."""

import json

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.web.deps import ReadSession, permit
from app.core.web.render import Around, page
from app.fronts.site.permissions import READ
from app.outlets.search.asked import NAMES, read_asked
from app.outlets.search.views import results_page
from app.people.authorities.models import Authority
from app.people.authorities.queries import get_authority, look_of

router = APIRouter()


@router.get("/cerca", dependencies=[permit(READ)])
def search(request: Request, session: ReadSession) -> Response:
    around = Around(breadcrumb=(("Home", "/"), ("Cerca", None)))
    return _page(request, session, around)


@router.get("/{authority}/cerca", dependencies=[permit(READ)])
def search_authority(request: Request, authority: str, session: ReadSession) -> Response:
    found = get_authority(session, authority)
    crumbs = (("Home", "/"), (found.name, f"/{found.slug}/"), ("Cerca", None))
    around = Around(authority=look_of(found), breadcrumb=crumbs)
    return _page(request, session, around, found)


def _page(
    request: Request, session: Session, around: Around, authority: Authority | None = None
) -> Response:
    """Without JavaScript a page; while one types, the same page, of which htmx takes a part."""
    given = {name: request.query_params.get(name, "") for name in NAMES}
    asked = read_asked(
        request.query_params.get("q", ""), request.query_params.get("pagina", ""), given
    )
    view = results_page(session, asked, request.url.path, authority)
    response = page(
        request,
        "site/search.html",
        around=around,
        view=view,
        asked=asked,
        form=view.form,
        path=request.url.path,
    )
    if "hx-request" in request.headers:
        said = {"announce": {"value": asked.problem or view.count}}
        response.headers["HX-Trigger"] = json.dumps(said)
    return response
