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
from app.core.web.paging import read_number, window
from app.core.web.render import page, redirect
from app.steps.procedures.navigation import office_around
from app.steps.procedures.queries import Here, get_for_office
from app.steps.synthesis.actions import join_contributions, undo_last_step
from app.steps.synthesis.desk_views import DeskFilters, desk_filters, desk_of
from app.steps.synthesis.enums import WRITABLE
from app.steps.synthesis.forms import ChosenForm, UndoForm
from app.steps.synthesis.history_views import step_views
from app.steps.synthesis.models import Node
from app.steps.synthesis.navigation import DESK
from app.steps.synthesis.permissions import SYNTHESISE
from app.steps.synthesis.queries import (
    count_history,
    find_node,
    list_history,
    list_leaf_refs,
    list_removed,
)
from app.steps.synthesis.views import choices, desk_address, last_undoable

router = APIRouter(prefix="/ufficio/{authority}/{procedure}")
Asked = Annotated[DeskFilters, Depends(desk_filters)]
STEPS = 30  # of the history on a page


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
    """The list stays where it was, with its filters: what was used is marked in it."""
    here = get_for_office(session, actor, authority, procedure, lock=True)
    if form.button == "make" and form.data is not None:
        given = [(name, value) for name, value in asked.params.items() if value]
        chosen = [("scelti", ref) for ref in form.data.chosen]
        query = urlencode([*given, ("tutti", "1")] if form.data.found else chosen)
        return redirect(desk_address(here, f"/nuovo?{query}"))
    node = form.attempt(session, partial(_join, session, actor, here, asked))
    if node is None:
        return _desk_page(request, session, here, asked, form)
    return redirect(asked.at(desk_address(here)), f"I contributi scelti sono in {node.code}.")


def _join(session: Session, actor: Actor, here: Here, asked: DeskFilters, form: ChosenForm) -> Node:
    node = find_node(session, here.procedure.pk, form.node)
    if node is None:
        raise InvalidFormError({"node": "Scegliete a quale nodo aggiungere i contributi."})
    if form.found:
        found = list_leaf_refs(session, here.procedure.pk, asked.asked)
        form = form.model_copy(update={"chosen": found})
    join_contributions(session, actor, here, node, form)
    return node


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
        here_again=asked.at(request.url.path),
        joining_to=asked.params["nodo"],
        filtered=asked.any,
        writable=here.procedure.phase in WRITABLE,
        desk=desk_of(session, here, asked, request.url.path),
        **choices(session, here),
    )


@router.get(f"{DESK}/storia", dependencies=[permit(SYNTHESISE)])
def history_page(
    request: Request,
    authority: str,
    procedure: str,
    session: ReadSession,
    actor: ActorDep,
    pagina: str = "1",
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _history_page(request, session, here, empty(UndoForm), read_number(pagina))


def _history_page(
    request: Request, session: Session, here: Here, form: Bound[UndoForm], number: int = 1
) -> Response:
    key = here.procedure.pk
    total = count_history(session, key)
    number = max(1, min(number, -(-total // STEPS)))
    steps = list_history(session, key, limit=STEPS, offset=(number - 1) * STEPS)
    address = f"{desk_address(here)}/storia"
    return page(
        request,
        "synthesis/history.html",
        around=office_around(here, request.url.path, ("Sintesi", DESK), ("Storia", None)),
        status=form.status,
        form=form,
        base=desk_address(here),
        steps=step_views(session, here, steps),
        listing=window(steps, number, total, address, {}, STEPS),
        undoable=last_undoable(session, here) if number == 1 else None,
        removed=list_removed(session, key),
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
