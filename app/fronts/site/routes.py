"""Home, authority and procedure pages, and the two addresses that say how the service is."""

from typing import Any

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from app.core.clock import legal_now
from app.core.web.deps import ReadSession, ServicesDep, permit
from app.core.web.render import Around, keep_page, page
from app.fronts.site.health import problems
from app.fronts.site.permissions import READ
from app.fronts.site.views import coming, meeting_address, next_instant, open_now, timeline
from app.people.authorities.queries import get_authority, list_authorities, list_organs, look_of
from app.steps.avvisi.queries import get_avviso, list_open
from app.steps.calendar.queries import list_coming, list_meetings
from app.steps.calendar.views import meeting_view
from app.steps.esiti.queries import count_answered
from app.steps.istanze.queries import find_origin
from app.steps.procedures.navigation import FEED, public_around
from app.steps.procedures.queries import (
    Here,
    get_public,
    get_responsible_officer,
    list_phase_steps,
    list_public,
    list_tavoli,
)
from app.steps.questions.queries import asking_in

router = APIRouter()
NEWEST = 6


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
    return page(
        request,
        "site/home.html",
        authorities=list_authorities(session),
        procedures=list_public(session),
        **_news(request, session),
    )


@router.get("/{authority}/", dependencies=[permit(READ)])
def authority_page(request: Request, authority: str, session: ReadSession) -> Response:
    found = get_authority(session, authority)
    return page(
        request,
        "site/authority.html",
        around=Around(
            authority=look_of(found),
            breadcrumb=(("Home", "/"), (found.name, None)),
            feed=(f"Aggiornamenti: {found.name}", f"/{found.slug}{FEED}"),
        ),
        authority=found,
        organs=list_organs(session, found.pk),
        procedures=list_public(session, found.pk),
        **_news(request, session, found.pk),
    )


def _news(request: Request, session: Session, authority_id: int | None = None) -> dict[str, Any]:
    """The avvisi open now and the public meetings to come; the page is kept until one ends."""
    now = legal_now()
    avvisi = [
        (here, avviso)
        for here, avviso in list_open(session)
        if authority_id in {None, here.authority.pk}
    ]
    coming_soon = list_coming(session, now, authority_id)
    meetings = [meeting for _, meeting in coming_soon]
    keep_page(request, next_instant(meetings, [avviso for _, avviso in avvisi], now))
    views = [
        (here, meeting_view(meeting, meeting_address(here, meeting), now))
        for here, meeting in coming_soon
    ]
    return {
        "avvisi": avvisi,
        "meetings": views,
        "answered": _answered(session, authority_id),
    }


def _answered(session: Session, authority_id: int | None) -> list[tuple[Here, int]]:
    """The procedures whose contributions have their answer, the newest first, with how many."""
    totals = count_answered(session)
    found = [here for here in list_public(session, authority_id) if here.procedure.pk in totals]
    newest = sorted(found, key=lambda here: here.procedure.pk, reverse=True)[:NEWEST]
    return [(here, totals[here.procedure.pk]) for here in newest]


@router.get("/{authority}/{procedure}/", dependencies=[permit(READ)])
def procedure_page(
    request: Request, authority: str, procedure: str, session: ReadSession
) -> Response:
    here = get_public(session, authority, procedure)
    now, key = legal_now(), here.procedure.pk
    meetings = list_meetings(session, key)
    avviso = get_avviso(session, key)
    steps = list_phase_steps(session, key)
    to_come = coming(here, meetings, now)
    asking = asking_in(session, here)
    asked_until = asking.until if asking.check(now).allowed else None
    keep_page(request, next_instant(meetings, [avviso], now, asked_until))
    return page(
        request,
        "site/procedure.html",
        around=public_around(here, request.url.path),
        here=here,
        officer=get_responsible_officer(session, here.procedure),
        tavoli=list_tavoli(session, key),
        origin=find_origin(session, key),
        steps=timeline(here, steps, meetings, avviso),
        open_now=open_now(here, to_come, avviso, asked_until, now),
        next_meeting=to_come[0] if to_come else None,
        answered=count_answered(session, key).get(key, 0),
    )
