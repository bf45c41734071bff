"""The pages that every site owes: privacy, legal notes, accessibility, questions, contacts.

They stand under each authority, with its contacts, and once for the whole installation.
"""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.core.web.deps import ReadSession, permit
from app.core.web.render import Around, keep_page, page
from app.fronts.site.permissions import READ
from app.people.authorities.queries import get_authority, look_of

router = APIRouter()
PAGES = {
    "privacy": "Privacy",
    "note-legali": "Note legali",
    "accessibilita": "Accessibilità",
    "domande-frequenti": "Domande frequenti",
    "segnala": "Segnalate un problema",
}


def installation_page(request: Request) -> Response:
    return _page(request, Around(breadcrumb=(("Home", "/"), (_title(request), None))))


def authority_page(request: Request, authority: str, session: ReadSession) -> Response:
    found = get_authority(session, authority)
    crumbs = (("Home", "/"), (found.name, f"/{found.slug}/"), (_title(request), None))
    return _page(request, Around(authority=look_of(found), breadcrumb=crumbs))


def _name(request: Request) -> str:
    return request.url.path.rpartition("/")[2]


def _title(request: Request) -> str:
    return PAGES[_name(request)]


def _page(request: Request, around: Around) -> Response:
    keep_page(request)
    return page(request, f"site/info/{_name(request)}.html", around=around)


for name in PAGES:
    router.get(f"/{name}", dependencies=[permit(READ)])(installation_page)
    router.get(f"/{{authority}}/{name}", dependencies=[permit(READ)])(authority_page)
