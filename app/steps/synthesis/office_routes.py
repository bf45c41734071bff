"""The desk of the synthesis: contributions at one side, nodes at the other, steps to undo."""

from functools import partial
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.errors import InvalidFormError
from app.core.security.actor import Actor
from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.steps.contributions.queries import list_published_for_synthesis
from app.steps.procedures.navigation import office_around
from app.steps.procedures.queries import Here, get_for_office
from app.steps.synthesis.actions import join_contributions, undo_last_step
from app.steps.synthesis.enums import WRITABLE
from app.steps.synthesis.forms import ChosenForm, UndoForm
from app.steps.synthesis.navigation import DESK
from app.steps.synthesis.permissions import SYNTHESISE
from app.steps.synthesis.queries import find_node, list_history, list_removed
from app.steps.synthesis.views import (
    DeskFilters,
    choices,
    desk_address,
    desk_filters,
    desk_of,
    last_undoable,
    names_of,
)

router = APIRouter(prefix="/ufficio/{authority}/{procedure}")
Asked = Annotated[DeskFilters, Depends(desk_filters)]


@router.get(DESK, dependencies=[permit(SYNTHESISE)])
def desk_page(
    request: Request,
    authority: str,
    procedure: str,
    asked: Asked,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    form = empty(ChosenForm, node=asked.params["nodo"])
    return _desk_page(request, session, here, asked, form)


@router.post(DESK, dependencies=[permit(SYNTHESISE)])
def use_chosen(
    request: Request,
    authority: str,
    procedure: str,
    asked: Asked,
    form: Annotated[Bound[ChosenForm], bind(ChosenForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    if form.button == "make" and form.data is not None:
        query = urlencode([("scelti", ref) for ref in form.data.chosen])
        return redirect(desk_address(here, f"/nuovo?{query}"))
    form.attempt(session, partial(_join, session, actor, here))
    if not form.ok:
        return _desk_page(request, session, here, asked, form)
    return redirect(desk_address(here), "I contributi scelti fanno parte del nodo.")


def _join(session: Session, actor: Actor, here: Here, form: ChosenForm) -> None:
    node = find_node(session, here.procedure.pk, form.node)
    if node is None:
        raise InvalidFormError({"node": "Scegliete a quale nodo aggiungere i contributi."})
    join_contributions(session, actor, here, node, form)


def _desk_page(
    request: Request, session: Session, here: Here, asked: DeskFilters, form: Bound[ChosenForm]
) -> Response:
    return page(
        request,
        "synthesis/desk.html",
        around=office_around(here, request.url.path, ("Sintesi", None)),
        status=form.status,
        form=form,
        here=here,
        base=desk_address(here),
        filters_form=asked.form,
        filtered=any(asked.params.values()),
        writable=here.procedure.phase in WRITABLE,
        desk=desk_of(session, here, asked, request.url.path),
        **choices(session, here),
    )


@router.get(f"{DESK}/storia", dependencies=[permit(SYNTHESISE)])
def history_page(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _history_page(request, session, here, empty(UndoForm))


def _history_page(
    request: Request, session: Session, here: Here, form: Bound[UndoForm]
) -> Response:
    rows = list_published_for_synthesis(session, here.procedure.pk)
    return page(
        request,
        "synthesis/history.html",
        around=office_around(here, request.url.path, ("Sintesi", DESK), ("Storia", None)),
        status=form.status,
        form=form,
        base=desk_address(here),
        steps=list_history(session, here.procedure.pk),
        names=names_of(session, here, rows),
        undoable=last_undoable(session, here),
        removed=list_removed(session, here.procedure.pk),
        writable=here.procedure.phase in WRITABLE,
    )


@router.post(f"{DESK}/annulla", dependencies=[permit(SYNTHESISE)])
def undo(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[UndoForm], bind(UndoForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form.attempt(session, partial(undo_last_step, session, actor, here))
    if not form.ok:
        return _history_page(request, session, here, form)
    return redirect(desk_address(here), "L'ultimo passo è stato annullato.")
