"""The desk of the Ufficio di Piano: procedures, duties, communications and register."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.clock import in_rome
from app.core.security.actor import Actor
from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.paging import read_number
from app.core.web.render import Around, page, redirect
from app.fronts.office.actions import take_step
from app.fronts.office.facts import gather_facts
from app.fronts.office.forms import StepForm
from app.fronts.office.notices import gather_notices
from app.fronts.office.permissions import DESK, STEP
from app.fronts.office.queries import count_events, list_events
from app.fronts.office.views import (
    checklist,
    desk_line,
    plan_back,
    plan_fits,
    register_page,
    step_views,
)
from app.fronts.office.words import event_words
from app.law.sources import LR65_10_C
from app.people.authorities.permissions import SETTINGS
from app.people.authorities.queries import get_authority, look_of
from app.people.runts.permissions import LOAD
from app.steps.calendar.queries import list_laboratories
from app.steps.examination.queries.terms import list_terms
from app.steps.istanze.permissions import EXAMINE
from app.steps.istanze.queries import list_waiting
from app.steps.istanze.views import OfficeLine, office_lines
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import (
    Here,
    get_for_office,
    get_responsible_officer,
    list_for_office,
)

router = APIRouter(prefix="/ufficio")
EVENTS_A_PAGE = 50


@router.get("", dependencies=[permit(DESK)])
def desks(request: Request, session: ReadSession, actor: ActorDep) -> Response:
    lines = [
        desk_line(here, gather_facts(session, here), gather_notices(session, here))
        for here in list_for_office(session, actor)
    ]
    slugs = sorted({office.slug for office in actor.offices})
    looks = [look_of(get_authority(session, slug)) for slug in slugs]
    around = Around(
        authority=looks[0] if len(looks) == 1 else None,
        breadcrumb=(("Home", "/"), ("Ufficio", None)),
    )
    return page(
        request,
        "office/desks.html",
        around=around,
        running=[line for line in lines if not line.ended],
        ended=[line for line in lines if line.ended],
        authorities=looks,
        may_load=LOAD.held_by(actor, ""),
        waiting=_waiting(session, actor),
        may_answer={look.slug for look in looks if EXAMINE.held_by(actor, look.slug)},
        may_set={look.slug for look in looks if SETTINGS.held_by(actor, look.slug)},
    )


def _waiting(session: Session, actor: Actor) -> list[OfficeLine]:
    """The istanze that wait for an answer, where the actor may read them."""
    arrived = list_waiting(session, actor)
    return office_lines(
        session, [one for one in arrived if EXAMINE.held_by(actor, one.authority.slug)]
    )


@router.get("/{authority}/{procedure}", dependencies=[permit(DESK)])
def desk(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _desk(request, session, here, empty(StepForm))


@router.post("/{authority}/{procedure}", dependencies=[permit(STEP)])
def step(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[StepForm], bind(StepForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form.attempt(session, partial(take_step, session, actor, here))
    if not form.ok:
        return _desk(request, session, here, form)
    told = f"Fatto: il procedimento è nella fase «{here.procedure.phase.label}»."
    return redirect(office_address(here), told)


def _desk(request: Request, session: Session, here: Here, form: Bound[StepForm]) -> Response:
    facts = gather_facts(session, here)
    laboratories = list_laboratories(session, here.procedure.pk)
    first = in_rome(laboratories[0].starts_at).date() if laboratories else None
    plan = plan_back(here, first)
    return page(
        request,
        "office/desk.html",
        around=office_around(here, request.url.path),
        status=422 if form.errors or form.general else 200,
        here=here,
        form=form,
        duties=checklist(here, facts),
        terms=list_terms(session, here.procedure.pk),
        notices=gather_notices(session, here),
        steps=step_views(here, facts),
        officer=get_responsible_officer(session, here.procedure),
        plan=plan,
        plan_fits=plan_fits(plan),
        plan_source=LR65_10_C,
    )


@router.get("/{authority}/{procedure}/registro", dependencies=[permit(DESK)])
def register(
    request: Request,
    authority: str,
    procedure: str,
    session: ReadSession,
    actor: ActorDep,
    pagina: str = "1",
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    chain, number = here.procedure.public_id, read_number(pagina)
    rows = list_events(session, chain, number=number, size=EVENTS_A_PAGE)
    total = count_events(session, chain)
    return page(
        request,
        "office/register.html",
        around=office_around(here, request.url.path, ("Registro", None)),
        rows=[(row, event_words(row.kind, row.payload)) for row in rows],
        shown=register_page(rows, number, total, EVENTS_A_PAGE, request.url.path),
    )
