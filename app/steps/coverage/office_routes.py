"""The office reads the plan, ties nodes to its items, and sees what is not covered."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from sqlmodel import Session
from starlette.responses import Response, StreamingResponse

from app.core.clock import legal_today
from app.core.errors import InvalidFormError
from app.core.security.actor import Actor
from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.steps.coverage.actions import link_node, unlink_node
from app.steps.coverage.forms import LinkForm, UnlinkForm
from app.steps.coverage.matrix import matrix_of, write_matrix
from app.steps.coverage.navigation import COVERAGE, ITEMS, NODES, PLAN
from app.steps.coverage.permissions import LINK
from app.steps.coverage.queries import get_link, list_all_links, load_coverage
from app.steps.coverage.views import (
    PlanFilters,
    item_facts,
    item_options,
    item_view,
    node_options,
    plan_filters,
    reading,
)
from app.steps.plans.enums import CLOSED
from app.steps.plans.models import PlanItem
from app.steps.plans.queries import find_item, get_item, is_plan_public, list_items
from app.steps.plans.views import may_publish
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office
from app.steps.synthesis.models import Node
from app.steps.synthesis.queries import find_node, get_node

router = APIRouter(prefix="/ufficio/{authority}/{procedure}" + PLAN)
Asked = Annotated[PlanFilters, Depends(plan_filters)]
Link = Annotated[Bound[LinkForm], bind(LinkForm)]
Unlink = Annotated[Bound[UnlinkForm], bind(UnlinkForm)]
_TIED, _PARTED = "Il collegamento è scritto.", "Il collegamento è tolto: resta nella storia."


@router.get("", dependencies=[permit(LINK)])
def plan_page(
    request: Request,
    authority: str,
    procedure: str,
    asked: Asked,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    key = here.procedure.pk
    removed = [item for item in list_items(session, key, removed=True) if item.removed_at]
    return page(
        request,
        "coverage/office.html",
        around=office_around(here, request.url.path, ("Piano", None)),
        base=office_address(here, PLAN),
        public=f"/{here.scope}{PLAN}",
        published=is_plan_public(session, key),
        may_publish=may_publish(actor, here.authority.slug),
        writable=here.procedure.phase not in CLOSED,
        removed=removed,
        **reading(load_coverage(session, key), asked, request.url.path),
    )


@router.get("/copertura", dependencies=[permit(LINK)])
def coverage_page(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    coverage = load_coverage(session, here.procedure.pk)
    return page(
        request,
        "coverage/office_matrix.html",
        around=office_around(here, request.url.path, ("Piano", PLAN), ("Copertura", None)),
        matrix=matrix_of(coverage),
        every=[(node, len(coverage.items_of.get(node.id, ()))) for node in coverage.picture.nodes],
        address=office_address(here, COVERAGE),
        items=office_address(here, ITEMS),
        nodes=office_address(here, NODES),
    )


@router.get("/copertura.csv", dependencies=[permit(LINK)])
def coverage_csv(authority: str, procedure: str, session: ReadSession, actor: ActorDep) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    rows = list(write_matrix(load_coverage(session, here.procedure.pk)))
    headers = {"content-disposition": 'attachment; filename="copertura-piano.csv"'}
    return StreamingResponse(iter(rows), media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/elementi/{item}", dependencies=[permit(LINK)])
def item_page(
    request: Request,
    authority: str,
    procedure: str,
    item: str,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    found = get_item(session, here.procedure.pk, item)
    return _item_page(request, session, here, found, empty(LinkForm))


@router.post("/elementi/{item}/collega", dependencies=[permit(LINK)])
def tie_node(
    request: Request,
    authority: str,
    procedure: str,
    item: str,
    form: Link,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_item(session, here.procedure.pk, item)
    form.attempt(session, partial(_tie_node, session, actor, here, found))
    if not form.ok:
        return _item_page(request, session, here, found, form)
    return redirect(office_address(here, f"{ITEMS}/{item}"), _TIED)


def _tie_node(session: Session, actor: Actor, here: Here, item: PlanItem, form: LinkForm) -> None:
    node = find_node(session, here.procedure.pk, form.other)
    if node is None:
        raise InvalidFormError({"other": "Scegliete uno dei nodi della sintesi."})
    link_node(session, actor, here, node, item, form.why)


@router.post("/elementi/{item}/collegamenti/{link}/togli", dependencies=[permit(LINK)])
def part_node(
    request: Request,
    authority: str,
    procedure: str,
    item: str,
    link: str,
    form: Unlink,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_item(session, here.procedure.pk, item)
    tied = get_link(session, here.procedure.pk, link, item_id=found.pk)
    form.attempt(session, partial(unlink_node, session, actor, here, tied))
    if not form.ok:
        return _item_page(request, session, here, found, _why_of(form))
    return redirect(office_address(here, f"{ITEMS}/{item}"), _PARTED)


def _why_of(form: Bound[UnlinkForm]) -> Bound[LinkForm]:
    """The page's own form with the refusal of the small one: each link has its own."""
    told = empty(LinkForm)
    told.general = [f"Scrivete perché lo togliete: {words}" for words in form.errors.values()]
    told.general += form.general
    return told


def _item_page(
    request: Request, session: Session, here: Here, item: PlanItem, form: Bound[LinkForm]
) -> Response:
    coverage = load_coverage(session, here.procedure.pk)
    view = item_view(item, coverage, legal_today())
    return page(
        request,
        "coverage/item.html",
        around=office_around(here, request.url.path, ("Piano", PLAN), (item.code, None)),
        status=form.status,
        form=form,
        item=item,
        view=view,
        facts=item_facts(item, view),
        path=coverage.path_of(item),
        held=[one for one in coverage.items if one.parent_id == item.id],
        links=list_all_links(session, here.procedure.pk, item_id=item.pk),
        options=node_options(coverage, coverage.nodes_of.get(item.pk, ())),
        writable=here.procedure.phase not in CLOSED,
        base=office_address(here, PLAN),
    )


@router.get("/nodi/{node}", dependencies=[permit(LINK)])
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
    return _node_page(request, session, here, found, empty(LinkForm))


@router.post("/nodi/{node}/collega", dependencies=[permit(LINK)])
def tie_item(
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
    form.attempt(session, partial(_tie_item, session, actor, here, found))
    if not form.ok:
        return _node_page(request, session, here, found, form)
    return redirect(office_address(here, f"{NODES}/{node}"), _TIED)


def _tie_item(session: Session, actor: Actor, here: Here, node: Node, form: LinkForm) -> None:
    item = find_item(session, here.procedure.pk, form.other)
    if item is None:
        raise InvalidFormError({"other": "Scegliete una delle voci del piano."})
    link_node(session, actor, here, node, item, form.why)


@router.post("/nodi/{node}/collegamenti/{link}/togli", dependencies=[permit(LINK)])
def part_item(
    request: Request,
    authority: str,
    procedure: str,
    node: str,
    link: str,
    form: Unlink,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_node(session, here.procedure.pk, node)
    tied = get_link(session, here.procedure.pk, link, node_id=found.pk)
    form.attempt(session, partial(unlink_node, session, actor, here, tied))
    if not form.ok:
        return _node_page(request, session, here, found, _why_of(form))
    return redirect(office_address(here, f"{NODES}/{node}"), _PARTED)


def _node_page(
    request: Request, session: Session, here: Here, node: Node, form: Bound[LinkForm]
) -> Response:
    coverage = load_coverage(session, here.procedure.pk)
    taken = [item.pk for item in coverage.items_of.get(node.pk, ())]
    titles = (("Piano", PLAN), ("Copertura", COVERAGE), (node.code, None))
    return page(
        request,
        "coverage/node.html",
        around=office_around(here, request.url.path, *titles),
        status=form.status,
        form=form,
        node=node,
        links=list_all_links(session, here.procedure.pk, node_id=node.pk),
        options=item_options(coverage, taken),
        writable=here.procedure.phase not in CLOSED,
        base=office_address(here, PLAN),
        desk=office_address(here, f"/sintesi/nodi/{node.public_id}"),
    )
