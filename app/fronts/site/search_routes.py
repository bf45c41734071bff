"""Search: the procedures whose words match, and how many contributions of each."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.text import sort_key
from app.core.web.deps import ReadSession, permit
from app.core.web.forms import empty
from app.core.web.render import Around, page
from app.fronts.site.forms import SearchForm
from app.fronts.site.permissions import READ
from app.people.authorities.queries import get_authority, look_of
from app.steps.contributions.queries import count_found
from app.steps.procedures.queries import Here, list_public

router = APIRouter()
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Found:
    """A procedure that matches by itself (`named`) or by its contributions."""

    here: Here
    named: bool
    contributions: int


@router.get("/cerca", dependencies=[permit(READ)])
def search(request: Request, session: ReadSession, q: str = "") -> Response:
    around = Around(breadcrumb=(("Home", "/"), ("Cerca", None)))
    return _page(request, session, around, q, list_public(session))


@router.get("/{authority}/cerca", dependencies=[permit(READ)])
def search_authority(
    request: Request, authority: str, session: ReadSession, q: str = ""
) -> Response:
    found = get_authority(session, authority)
    crumbs = (("Home", "/"), (found.name, f"/{found.slug}/"), ("Cerca", None))
    around = Around(authority=look_of(found), breadcrumb=crumbs)
    return _page(request, session, around, q, list_public(session, found.pk))


def _page(
    request: Request, session: Session, around: Around, q: str, procedures: list[Here]
) -> Response:
    words = " ".join(q.replace("\x00", " ").split())[:LONGEST]
    wanted = sort_key(words).split()
    counts = count_found(session, words) if wanted else {}
    looked = [
        Found(here, _is_named(here, wanted), counts.get(here.procedure.pk, 0))
        for here in procedures
    ]
    return page(
        request,
        "site/search.html",
        around=around,
        form=empty(SearchForm, q=words),
        words=words,
        found=[each for each in looked if each.named or each.contributions],
    )


def _is_named(here: Here, wanted: list[str]) -> bool:
    held = sort_key(f"{here.procedure.title} {here.procedure.purpose} {here.authority.name}")
    return bool(wanted) and all(word in held for word in wanted)
