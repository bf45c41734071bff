"""The home of the personal area: what many rooms hold for one person."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.core.clock import legal_now
from app.core.web.deps import ActorDep, ReadSession, permit
from app.core.web.render import page, redirect
from app.fronts.area import views
from app.fronts.area.permissions import HOME
from app.people.accounts.navigation import area_around
from app.people.ets.queries import list_own_bodies
from app.steps.avvisi.queries import list_open
from app.steps.contributions.queries.own import list_own as list_own_contributions
from app.steps.domande.queries.area import list_own as list_own_domande
from app.steps.esiti.queries import list_answered_bodies
from app.steps.laboratories.queries.meetings import list_upcoming
from app.steps.laboratories.queries.seats import seats_of

router = APIRouter()


@router.get("/area-personale", dependencies=[permit(HOME)])
def home(request: Request, session: ReadSession, actor: ActorDep) -> Response:
    if actor.is_office and not actor.bodies:
        return redirect("/ufficio")
    held = views.Held(
        bodies=list_own_bodies(session, actor),
        domande=list_own_domande(session, actor),
        seats=seats_of(session, actor),
        open_avvisi=list_open(session),
    )
    now = legal_now()
    upcoming = list_upcoming(
        session,
        {seat.tavolo_id for seat in held.seats},
        {seat.procedure_id for seat in held.seats},
        now,
    )
    return page(
        request,
        "area/home.html",
        around=area_around(request.url.path),
        name=actor.name,
        path=views.path_of(held),
        drafts=views.drafts_of(held.domande, now),
        filed=views.filed_of(held.domande),
        can_apply=bool(held.bodies),
        avvisi=views.avvisi_of(held.open_avvisi),
        meetings=views.meetings_of(upcoming),
        answers=views.answers_of(list_answered_bodies(session, actor.bodies)),
        waiting=views.contributions_of(list_own_contributions(session, actor)),
    )
