"""The office's pages that join nodes, split one, move one under another, and reread one."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.paging import read_ref
from app.core.web.render import page, redirect
from app.steps.procedures.navigation import office_around
from app.steps.procedures.queries import Here, get_for_office
from app.steps.synthesis.actions import merge_nodes, move_under, reread_node, split_node
from app.steps.synthesis.forms import MergeForm, MoveUnderForm, SplitForm, WhyForm
from app.steps.synthesis.models import Node
from app.steps.synthesis.navigation import DESK
from app.steps.synthesis.node_routes import node_page_of
from app.steps.synthesis.permissions import SYNTHESISE
from app.steps.synthesis.queries import get_node, list_sources, load_picture
from app.steps.synthesis.views import desk_address, name_of, named

router = APIRouter(prefix="/ufficio/{authority}/{procedure}" + DESK)


@router.get("/unisci", dependencies=[permit(SYNTHESISE)])
def merge_page(
    request: Request,
    authority: str,
    procedure: str,
    session: ReadSession,
    actor: ActorDep,
    nodi: Annotated[list[str], Query(max_length=50)] = [],  # noqa: B006  read only
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    chosen = [ref for ref in map(read_ref, nodi) if ref]
    form = empty(MergeForm, nodes=chosen, into=chosen[0] if chosen else "")
    return _merge_page(request, session, here, form)


@router.post("/unisci", dependencies=[permit(SYNTHESISE)])
def merge(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[MergeForm], bind(MergeForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    stays = form.attempt(session, partial(merge_nodes, session, actor, here))
    if stays is None:
        return _merge_page(request, session, here, form)
    words = f"I nodi sono uniti in {stays.code}: potete annullare, o ripristinarli uno a uno."
    return redirect(_address(here, stays), words)


def _merge_page(request: Request, session: Session, here: Here, form: Bound[MergeForm]) -> Response:
    """The nodes chosen come first, then the others of the same kind."""
    picture = load_picture(session, here.procedure.pk, whole=True)
    chosen = set(form.values.get("nodes", []))
    kinds = {node.kind for node in picture.nodes if node.public_id in chosen}
    offered = [node for node in picture.nodes if not kinds or node.kind in kinds]
    offered.sort(key=lambda node: node.public_id not in chosen)
    return page(
        request,
        "synthesis/merge.html",
        around=office_around(here, request.url.path, ("Sintesi", DESK), ("Unite nodi", None)),
        status=form.status,
        form=form,
        offered=[
            (node.public_id, f"{named(node)} ({len(picture.contributions.get(node.id, ()))})")
            for node in offered
        ],
        stays=[(node.public_id, named(node)) for node in offered],
        read=[node for node in offered if node.public_id in chosen],
    )


@router.get("/nodi/{node}/dividi", dependencies=[permit(SYNTHESISE)])
def split_page(
    request: Request,
    authority: str,
    procedure: str,
    node: str,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    found = get_node(session, here.procedure.pk, node)
    return _split_page(request, session, here, found, empty(SplitForm))


@router.post("/nodi/{node}/dividi", dependencies=[permit(SYNTHESISE)])
def split(
    request: Request,
    authority: str,
    procedure: str,
    node: str,
    form: Annotated[Bound[SplitForm], bind(SplitForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_node(session, here.procedure.pk, node)
    made = form.attempt(session, partial(split_node, session, actor, here, found))
    if made is None:
        return _split_page(request, session, here, found, form)
    return redirect(_address(here, made), f"Da {found.code} è nato {made.code}.")


def _split_page(
    request: Request, session: Session, here: Here, node: Node, form: Bound[SplitForm]
) -> Response:
    picture = load_picture(session, here.procedure.pk, whole=True)
    row = picture.by_id[node.pk]
    rest = f"{DESK}/nodi/{node.public_id}"
    return page(
        request,
        "synthesis/split.html",
        around=office_around(
            here, request.url.path, ("Sintesi", DESK), (node.code, rest), ("Dividete", None)
        ),
        status=form.status,
        form=form,
        node=row,
        sources=[
            (source.public_id, name_of(source), source.body_name)
            for source in list_sources(session, here.procedure.pk, {node.pk}).values()
        ],
        linked=[(other.public_id, named(other), "") for other in picture.linked(row)],
    )


@router.post("/nodi/{node}/sposta", dependencies=[permit(SYNTHESISE)])
def under(
    request: Request,
    authority: str,
    procedure: str,
    node: str,
    form: Annotated[Bound[MoveUnderForm], bind(MoveUnderForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_node(session, here.procedure.pk, node)
    form.attempt(session, partial(move_under, session, actor, here, found))
    if not form.ok:
        return node_page_of(request, session, here, found, form)
    return redirect(_address(here, found), "Il nodo è stato spostato.")


@router.post("/nodi/{node}/riletto", dependencies=[permit(SYNTHESISE)])
def reread(
    request: Request,
    authority: str,
    procedure: str,
    node: str,
    form: Annotated[Bound[WhyForm], bind(WhyForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_node(session, here.procedure.pk, node)
    form.attempt(session, partial(reread_node, session, actor, here, found))
    if not form.ok:
        return node_page_of(request, session, here, found, form)
    return redirect(_address(here, found), f"{found.code} è riletto e si legge di nuovo.")


def _address(here: Here, node: Node) -> str:
    return desk_address(here, f"/nodi/{node.public_id}")
