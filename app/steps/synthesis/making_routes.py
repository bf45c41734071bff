"""The office's page that makes a node from the contributions chosen at the desk."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.paging import read_ref
from app.core.web.render import page, redirect
from app.steps.contributions.queries import list_chosen_for_synthesis
from app.steps.procedures.navigation import office_around
from app.steps.procedures.queries import Here, get_for_office
from app.steps.synthesis.actions import make_node
from app.steps.synthesis.desk_views import DeskFilters, desk_filters
from app.steps.synthesis.forms import NewNodeForm
from app.steps.synthesis.navigation import DESK
from app.steps.synthesis.permissions import SYNTHESISE
from app.steps.synthesis.queries import list_leaf_refs
from app.steps.synthesis.views import KINDS, choices, desk_address, name_of

router = APIRouter(prefix="/ufficio/{authority}/{procedure}" + DESK)


@router.get("/nuovo", dependencies=[permit(SYNTHESISE)])
def newnode_page_of(
    request: Request,
    authority: str,
    procedure: str,
    session: ReadSession,
    actor: ActorDep,
    asked: Annotated[DeskFilters, Depends(desk_filters)],
    scelti: Annotated[list[str], Query(max_length=200)] = [],  # noqa: B006  read only
    tutti: str = "",
) -> Response:
    """`scelti` are chosen one by one; with `tutti`, all that the desk's filters find."""
    here = get_for_office(session, actor, authority, procedure)
    chosen = [ref for ref in map(read_ref, scelti) if ref]
    if tutti == "1":
        chosen = list_leaf_refs(session, here.procedure.pk, asked.asked)
    return _new_page(request, session, here, empty(NewNodeForm, chosen=chosen))


@router.post("/nuovo", dependencies=[permit(SYNTHESISE)])
def new_node(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[NewNodeForm], bind(NewNodeForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    made = form.attempt(session, partial(make_node, session, actor, here))
    if made is None:
        return _new_page(request, session, here, form)
    return redirect(desk_address(here, f"/nodi/{made.public_id}"), f"{made.code} è stato creato.")


def _new_page(request: Request, session: Session, here: Here, form: Bound[NewNodeForm]) -> Response:
    typed = form.values.get("chosen", [])
    chosen = {read_ref(ref) for value in typed for ref in value.split(",")}
    rows = list_chosen_for_synthesis(session, here.procedure.pk, refs=chosen)
    return page(
        request,
        "synthesis/new_node.html",
        around=office_around(here, request.url.path, ("Sintesi", DESK), ("Nuovo nodo", None)),
        status=form.status,
        form=form,
        kinds=KINDS,
        sources=[(row.public_id, name_of(row)) for row in rows],
        **choices(session, here),
    )
