"""The office's page of one node: the tavoli's results, its own assessment, its words on both."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.steps.priorities.actions import explain_divergence
from app.steps.priorities.forms import DivergenceForm
from app.steps.priorities.navigation import PRIORITIES
from app.steps.priorities.permissions import RECORD
from app.steps.priorities.queries import list_priorities
from app.steps.priorities.views import assessed
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office
from app.steps.synthesis.actions import assess_node
from app.steps.synthesis.details import ASSESSMENT
from app.steps.synthesis.enums import WRITABLE
from app.steps.synthesis.forms import AssessForm
from app.steps.synthesis.models import Node
from app.steps.synthesis.navigation import DESK
from app.steps.synthesis.queries import get_node

router = APIRouter(prefix="/ufficio/{authority}/{procedure}" + PRIORITIES)
TITLE = "Priorità"


@router.get("/nodi/{node}", dependencies=[permit(RECORD)])
def node_page(
    request: Request,
    authority: str,
    procedure: str,
    node: str,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    found = get_node(session, here.procedure.pk, node)
    return _node_page(request, session, here, found, empty(AssessForm))


@router.post("/nodi/{node}", dependencies=[permit(RECORD)])
def assess(
    request: Request,
    authority: str,
    procedure: str,
    node: str,
    form: Annotated[Bound[AssessForm], bind(AssessForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_node(session, here.procedure.pk, node)
    form.attempt(session, partial(assess_node, session, actor, here, found))
    if not form.ok:
        return _node_page(request, session, here, found, form)
    return redirect(_at(here, found), f"La valutazione di {found.code} è salvata.")


@router.post("/nodi/{node}/divergenza", dependencies=[permit(RECORD)])
def explain(
    request: Request,
    authority: str,
    procedure: str,
    node: str,
    form: Annotated[Bound[DivergenceForm], bind(DivergenceForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_node(session, here.procedure.pk, node)
    form.attempt(session, partial(explain_divergence, session, actor, here, found))
    if not form.ok:
        return _node_page(request, session, here, found, form)
    return redirect(_at(here, found), "Le parole dell'ufficio sono salvate.")


def _node_page(
    request: Request, session: Session, here: Here, node: Node, form: Bound[Any]
) -> Response:
    found = list_priorities(session, here.procedure.pk)
    given = {name: node.details.get(name, "") for name in ASSESSMENT}
    row = next(each for each in assessed(found, node.kind) if each.node.id == node.pk)
    return page(
        request,
        "priorities/node.html",
        around=office_around(here, request.url.path, (TITLE, PRIORITIES), (node.code, None)),
        status=form.status,
        form=form,
        assessment=form if form.model is AssessForm and form.values else empty(AssessForm, **given),
        row=row,
        address=_at(here, node),
        desk=office_address(here, f"{DESK}/nodi/{node.public_id}"),
        levels=[(str(n), str(n)) for n in range(1, 6)],
        writable=here.procedure.phase in WRITABLE,
    )


def _at(here: Here, node: Node) -> str:
    return office_address(here, f"{PRIORITIES}/nodi/{node.public_id}")
