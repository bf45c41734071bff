"""The office's pages of one node: making, editing, its contributions, its links."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.paging import read_ref
from app.core.web.render import page, redirect
from app.steps.contributions.queries import list_published_for_synthesis
from app.steps.procedures.navigation import office_around
from app.steps.procedures.queries import Here, get_for_office
from app.steps.synthesis.actions import (
    edit_node,
    link_nodes,
    make_node,
    part_contributions,
    remove_node,
    restore_node,
    unlink_nodes,
)
from app.steps.synthesis.details import detail_words
from app.steps.synthesis.enums import WRITABLE, NodeKind
from app.steps.synthesis.forms import ChosenForm, EditNodeForm, LinkForm, NewNodeForm, WhyForm
from app.steps.synthesis.models import Node
from app.steps.synthesis.navigation import DESK
from app.steps.synthesis.permissions import SYNTHESISE
from app.steps.synthesis.queries import get_node, list_history, list_source_notes, load_picture
from app.steps.synthesis.views import KINDS, choices, desk_address, name_of, names_of, node_fields

router = APIRouter(prefix="/ufficio/{authority}/{procedure}" + DESK)
Why = Annotated[Bound[WhyForm], bind(WhyForm)]
Link = Annotated[Bound[LinkForm], bind(LinkForm)]


@router.get("/nuovo", dependencies=[permit(SYNTHESISE)])
def new_node_page(
    request: Request,
    authority: str,
    procedure: str,
    session: ReadSession,
    actor: ActorDep,
    tipo: str = "",
    scelti: Annotated[list[str], Query(max_length=200)] = [],  # noqa: B006  read only
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    chosen = [ref for ref in map(read_ref, scelti) if ref]
    kind = tipo if tipo in set(NodeKind) else ""
    return _new_page(request, session, here, empty(NewNodeForm, kind=kind, chosen=chosen))


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
    return redirect(_address(here, made), f"{made.code} è stato creato.")


def _new_page(request: Request, session: Session, here: Here, form: Bound[NewNodeForm]) -> Response:
    chosen = set(form.values.get("chosen", []))
    rows = list_published_for_synthesis(session, here.procedure.pk)
    return page(
        request,
        "synthesis/new_node.html",
        around=office_around(here, request.url.path, ("Sintesi", DESK), ("Nuovo nodo", None)),
        status=form.status,
        form=form,
        kinds=KINDS,
        sources=[(row.public_id, name_of(row)) for row in rows if row.public_id in chosen],
        **choices(session, here),
    )


@router.get("/nodi/{node}", dependencies=[permit(SYNTHESISE)])
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
    return _node_page(request, session, here, found, empty(WhyForm))


def _node_page(
    request: Request, session: Session, here: Here, node: Node, form: Bound[Any]
) -> Response:
    picture = load_picture(session, here.procedure.pk)
    row = picture.by_id[node.pk]
    inside = set(picture.contributions.get(node.pk, ()))
    notes = list_source_notes(session, node.pk)
    rows = list_published_for_synthesis(session, here.procedure.pk)
    return page(
        request,
        "synthesis/node.html",
        around=office_around(here, request.url.path, ("Sintesi", DESK), (node.code, None)),
        status=form.status,
        form=form,
        node=row,
        base=desk_address(here),
        address=_address(here, node),
        details=detail_words(row.kind, row.details),
        sources=[
            (source, name_of(source), notes[source.id]) for source in rows if source.id in inside
        ],
        before=picture.named(picture.before.get(node.pk, ())),
        after=picture.named(picture.after.get(node.pk, ())),
        targets=[(o.public_id, f"{o.code} {o.title}") for o in picture.may_follow(row)],
        steps=list_history(session, here.procedure.pk, node.pk),
        names=names_of(session, here, rows),
        writable=here.procedure.phase in WRITABLE,
    )


@router.get("/nodi/{node}/modifica", dependencies=[permit(SYNTHESISE)])
def edit_page(
    request: Request,
    authority: str,
    procedure: str,
    node: str,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    found = get_node(session, here.procedure.pk, node)
    picture = load_picture(session, here.procedure.pk)
    form = empty(
        EditNodeForm,
        title=found.title,
        text=found.text,
        tavolo=picture.by_id[found.pk].tavolo_public_id,
        edition=found.edition,
        **found.details,
    )
    return _edit_page(request, session, here, found, form)


@router.post("/nodi/{node}/modifica", dependencies=[permit(SYNTHESISE)])
def save_node(
    request: Request,
    authority: str,
    procedure: str,
    node: str,
    form: Annotated[Bound[EditNodeForm], bind(EditNodeForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_node(session, here.procedure.pk, node)
    form.attempt(session, partial(edit_node, session, actor, here, found))
    if not form.ok:
        return _edit_page(request, session, here, found, form)
    return redirect(_address(here, found), f"{found.code} è stato aggiornato.")


def _edit_page(
    request: Request, session: Session, here: Here, node: Node, form: Bound[EditNodeForm]
) -> Response:
    rest = f"{DESK}/nodi/{node.public_id}"
    return page(
        request,
        "synthesis/edit_node.html",
        around=office_around(
            here, request.url.path, ("Sintesi", DESK), (node.code, rest), ("Modifica", None)
        ),
        status=form.status,
        form=form,
        code=node.code,
        edition=node.edition,
        fields=node_fields(node.kind),
        **choices(session, here),
    )


@router.post("/nodi/{node}/contributi", dependencies=[permit(SYNTHESISE)])
def part(
    request: Request,
    authority: str,
    procedure: str,
    node: str,
    form: Annotated[Bound[ChosenForm], bind(ChosenForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_node(session, here.procedure.pk, node)
    form.attempt(session, partial(part_contributions, session, actor, here, found))
    if not form.ok:
        return _node_page(request, session, here, found, form)
    return redirect(_address(here, found), f"I contributi scelti non sono più in {found.code}.")


@router.post("/nodi/{node}/collega", dependencies=[permit(SYNTHESISE)])
def link(
    request: Request,
    authority: str,
    procedure: str,
    node: str,
    form: Link,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_node(session, here.procedure.pk, node)
    form.attempt(session, partial(link_nodes, session, actor, here, found))
    if not form.ok:
        return _node_page(request, session, here, found, form)
    return redirect(_address(here, found), "Il collegamento è stato fatto.")


@router.post("/nodi/{node}/scollega", dependencies=[permit(SYNTHESISE)])
def unlink(
    request: Request,
    authority: str,
    procedure: str,
    node: str,
    form: Link,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_node(session, here.procedure.pk, node)
    form.attempt(session, partial(unlink_nodes, session, actor, here, found))
    if not form.ok:
        return _node_page(request, session, here, found, form)
    return redirect(_address(here, found), "Il collegamento è stato tolto.")


@router.post("/nodi/{node}/togli", dependencies=[permit(SYNTHESISE)])
def remove(
    request: Request,
    authority: str,
    procedure: str,
    node: str,
    form: Why,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_node(session, here.procedure.pk, node)
    form.attempt(session, partial(remove_node, session, actor, here, found))
    if not form.ok:
        return _node_page(request, session, here, found, form)
    return redirect(desk_address(here), f"{found.code} è stato tolto: potete ripristinarlo.")


@router.post("/nodi/{node}/ripristina", dependencies=[permit(SYNTHESISE)])
def restore(
    authority: str,
    procedure: str,
    node: str,
    form: Why,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_node(session, here.procedure.pk, node, removed=True)
    restore_node(session, actor, here, found, form.data or WhyForm())
    return redirect(_address(here, found), f"{found.code} è stato ripristinato.")


def _address(here: Here, node: Node) -> str:
    return desk_address(here, f"/nodi/{node.public_id}")
