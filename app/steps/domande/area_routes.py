"""A body's domande: the list and the beginning of one."""

from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.clock import legal_now
from app.core.security.actor import Actor
from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.people.accounts.navigation import area_around
from app.people.ets.queries import get_body, list_own_bodies
from app.steps.avvisi.queries import list_open
from app.steps.domande.actions import discard_draft, start_domanda
from app.steps.domande.area_desk import open_desk
from app.steps.domande.forms_area import PressForm, StartForm
from app.steps.domande.permissions import APPLY
from app.steps.domande.queries.area import list_own, live_bodies
from app.steps.domande.queries.members import list_asked
from app.steps.domande.queries.setting import setting_in
from app.steps.domande.views import BASE, address_of, asked_address
from app.steps.procedures.queries import get_public

router = APIRouter(prefix=BASE)


@router.get("", dependencies=[permit(APPLY)])
def own_domande(request: Request, session: ReadSession, actor: ActorDep) -> Response:
    rows = list_own(session, actor)
    return page(
        request,
        "domande/area_list.html",
        around=area_around(request.url.path, ("Le mie domande", None)),
        rows=rows,
        asked=list_asked(session, actor),
        asked_address=asked_address,
        open_avvisi=list_open(session),
        now=legal_now(),
        base=BASE,
    )


@router.get("/nuova/{authority}/{procedure}", dependencies=[permit(APPLY)])
def new_domanda_page(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    return _new_page(request, session, actor, authority, procedure, empty(StartForm))


@router.post("/nuova/{authority}/{procedure}", dependencies=[permit(APPLY)])
def new_domanda(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[StartForm], bind(StartForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_public(session, authority, procedure)

    def start(data: StartForm) -> str:
        body = get_body(session, actor, data.ente)
        return start_domanda(session, actor, here, body).public_id

    started = form.attempt(session, start)
    if started is None:
        return _new_page(request, session, actor, authority, procedure, form)
    return redirect(address_of(started))


def _new_page(
    request: Request,
    session: Session,
    actor: Actor,
    authority: str,
    procedure: str,
    form: Bound[StartForm],
) -> Response:
    here = get_public(session, authority, procedure)
    setting = setting_in(session, here)
    bodies = list_own_bodies(session, actor)
    return page(
        request,
        "domande/area_new.html",
        around=area_around(request.url.path, ("Le mie domande", BASE), ("Nuova domanda", None)),
        status=form.status,
        form=form,
        here=here,
        setting=setting,
        is_open=setting.takes_domande(legal_now()),
        bodies=bodies,
        live=live_bodies(session, actor, here.procedure.pk),
        base=BASE,
    )


@router.get("/{domanda}", dependencies=[permit(APPLY)])
def own_domanda(domanda: str, session: ReadSession, actor: ActorDep) -> Response:
    desk = open_desk(session, actor, domanda)
    if not desk.is_draft:
        return redirect(address_of(domanda, "/ricevuta"))
    unfinished = next((view for view in desk.views if view.problems), None)
    return redirect(unfinished.address if unfinished else address_of(domanda, "/riepilogo"))


@router.post("/{domanda}/elimina", dependencies=[permit(APPLY)])
def discard(
    domanda: str,
    form: Annotated[Bound[PressForm], bind(PressForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    discard_draft(session, actor, domanda)
    return redirect(BASE, "La bozza è stata eliminata.")
