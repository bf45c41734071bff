"""The office's pages of one node: making, editing, its contributions, its links."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.steps.procedures.navigation import office_around
from app.steps.procedures.queries import Here, get_for_office
from app.steps.synthesis.actions import (
    edit_node,
    link_nodes,
    move_contributions,
    part_contributions,
    remove_node,
    restore_node,
    unlink_nodes,
)
from app.steps.synthesis.details import detail_words, written_fields
from app.steps.synthesis.enums import WRITABLE
from app.steps.synthesis.forms import ChosenForm, EditNodeForm, LinkForm, WhyForm
from app.steps.synthesis.history_views import step_views
from app.steps.synthesis.models import Node
from app.steps.synthesis.navigation import DESK, PRIORITIES
from app.steps.synthesis.permissions import SYNTHESISE
from app.steps.synthesis.queries import (
    get_node,
    list_history,
    list_source_notes,
    list_sources,
    load_picture,
)
from app.steps.synthesis.views import (
    choices,
    desk_address,
    link_choices,
    name_of,
    named,
    node_fields,
)

router = APIRouter(prefix="/ufficio/{authority}/{procedure}" + DESK)
Why = Annotated[Bound[WhyForm], bind(WhyForm)]
Link = Annotated[Bound[LinkForm], bind(LinkForm)]


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
    return node_page_of(request, session, here, found, empty(WhyForm))


def node_page_of(
    request: Request, session: Session, here: Here, node: Node, form: Bound[Any]
) -> Response:
    key = here.procedure.pk
    picture = load_picture(session, key, whole=True)
    row = picture.by_id[node.pk]
    notes = list_source_notes(session, node.pk)
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
            (source, name_of(source), notes[source.id])
            for source in list_sources(session, key, {node.pk}).values()
        ],
        before=picture.named(picture.before.get(node.pk, ())),
        after=picture.named(picture.after.get(node.pk, ())),
        steps=step_views(session, here, list_history(session, key, node.pk)),
        others=[(other.public_id, named(other)) for other in picture.nodes if other.id != node.pk],
        priorities=f"/ufficio/{here.scope}{PRIORITIES}/nodi/{node.public_id}",
        writable=here.procedure.phase in WRITABLE,
        **link_choices(picture, row),
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
    picture = load_picture(session, here.procedure.pk, whole=True)
    fields = {field.name for field in written_fields(found.kind)}
    form = empty(
        EditNodeForm,
        title=found.title,
        text=found.text,
        tavolo=picture.by_id[found.pk].tavolo_public_id,
        edition=found.edition,
        **{name: value for name, value in found.details.items() if name in fields},
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
    if form.button == "move":
        target = form.attempt(session, partial(move_contributions, session, actor, here, found))
        words = f"I contributi scelti sono passati in {target.code}." if target else ""
    else:
        form.attempt(session, partial(part_contributions, session, actor, here, found))
        words = f"I contributi scelti non sono più in {found.code}."
    if not form.ok:
        return node_page_of(request, session, here, found, form)
    return redirect(_address(here, found), words)


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
        return node_page_of(request, session, here, found, form)
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
        return node_page_of(request, session, here, found, form)
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
        return node_page_of(request, session, here, found, form)
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
