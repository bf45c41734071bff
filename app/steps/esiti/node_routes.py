"""The list of shared nodes with their esiti, answered in batch with their texts seen first."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.errors import InvalidFormError
from app.core.security.actor import Actor
from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.paging import address
from app.core.web.render import page, redirect
from app.steps.esiti.actions import record_node_decisions, write_node_proposals
from app.steps.esiti.actions.decide import check_decision
from app.steps.esiti.actions.propose import check_proposal
from app.steps.esiti.actions.wording import check_node_reason, chosen_nodes, filled_for_node
from app.steps.esiti.enums import EsitoStep
from app.steps.esiti.forms import (
    NodeDecisionForm,
    NodeDecisionsForm,
    NodeProposalForm,
    NodeProposalsForm,
    PressForm,
)
from app.steps.esiti.navigation import NODES
from app.steps.esiti.office_mode import PREVIEW, mode, rewritten, words
from app.steps.esiti.permissions import PROPOSE, PUBLISH
from app.steps.esiti.queries import list_item_choices, standing_node_esiti
from app.steps.esiti.views.filters import EsitoFilters, esito_filters, places
from app.steps.esiti.views.office import approvals, by_kind, filtered_nodes, office_nodes
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office
from app.steps.synthesis.models import Node

router = APIRouter(prefix="/ufficio/{authority}/{procedure}" + NODES)
Filters = Annotated[EsitoFilters, Depends(esito_filters)]
Proposal = Annotated[Bound[NodeProposalForm], bind(NodeProposalForm)]
Decision = Annotated[Bound[NodeDecisionForm], bind(NodeDecisionForm)]


@router.get("", dependencies=[permit(PROPOSE)])
def nodes_page(
    request: Request,
    authority: str,
    procedure: str,
    filters: Filters,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _nodes_page(request, session, here, actor, filters, empty(PressForm))


def _nodes_page(
    request: Request,
    session: Session,
    here: Here,
    actor: Actor,
    filters: EsitoFilters,
    form: Bound[Any],
) -> Response:
    base = office_address(here, NODES)
    listing = office_nodes(session, here, filters, base)
    return page(
        request,
        "esiti/nodes.html",
        around=office_around(here, base, ("Esiti dei nodi", None)),
        status=form.status,
        form=form,
        base=base,
        query=request.url.query,
        desk=office_address(here, "/sintesi"),
        acts_address=office_address(here, "/atti"),
        filters_form=filters.form,
        filtered=any(filters.params.values()),
        listing=listing,
        groups=by_kind(listing.rows),
        acts=approvals(session, here),
        items=list_item_choices(session, here.procedure.pk),
        **mode(here, actor),
        **places(session, here),
    )


@router.post("/prova", dependencies=[permit(PROPOSE)])
def try_proposals(
    request: Request,
    authority: str,
    procedure: str,
    filters: Filters,
    form: Annotated[Bound[NodeProposalsForm], bind(NodeProposalsForm)],
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _tried(request, session, here, actor, filters, form, check_proposal)


@router.post("/decidi/prova", dependencies=[permit(PUBLISH)])
def try_decisions(
    request: Request,
    authority: str,
    procedure: str,
    filters: Filters,
    form: Annotated[Bound[NodeDecisionsForm], bind(NodeDecisionsForm)],
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _tried(request, session, here, actor, filters, form, check_decision)


def _tried(
    request: Request,
    session: Session,
    here: Here,
    actor: Actor,
    filters: EsitoFilters,
    form: Bound[Any],
    check: Any,
) -> Response:
    """The texts of a batch before they are written, or the list with what was refused."""
    nodes: list[Node] = []
    if form.data is not None:
        try:
            if form.data.everything:
                held = filtered_nodes(session, here, filters)
                form.values["chosen"] = [one.value(check is check_decision) for one in held]
            nodes = chosen_nodes(session, here, form.values.get("chosen", []))
            check(form.data, len(nodes))
            check_node_reason(form.data.reason)
        except InvalidFormError as error:
            form.refuse(error)
    if not form.ok:
        return _nodes_page(request, session, here, actor, filters, form)
    return _preview_page(
        request, session, here, actor, filters, form, nodes, deciding=check is check_decision
    )


def _preview_page(
    request: Request,
    session: Session,
    here: Here,
    actor: Actor,
    filters: EsitoFilters,
    form: Bound[Any],
    nodes: list[Node],
    *,
    deciding: bool,
) -> Response:
    reason = str(form.values.get("reason", "")).strip()
    base = office_address(here, NODES)
    keys = [node.pk for node in nodes]
    standing = standing_node_esiti(session, here.procedure.pk, EsitoStep.PROPOSAL, keys)
    return page(
        request,
        "esiti/preview.html",
        around=office_around(here, base, ("Esiti dei nodi", NODES), (PREVIEW, None)),
        status=form.status,
        form=form,
        base=base,
        query=address("", filters.params),
        of_nodes=True,
        chosen=form.values.get("chosen", []),
        texts=[
            (
                f"{node.code} {node.title}",
                node.kind.label,
                filled_for_node(node, reason),
                rewritten(here, standing.get(node.pk)),
            )
            for node in nodes
        ],
        acts=approvals(session, here),
        items=list_item_choices(session, here.procedure.pk),
        step=(EsitoStep.DECISION if deciding else EsitoStep.PROPOSAL).value,
        **mode(here, actor),
    )


@router.post("/proponi", dependencies=[permit(PROPOSE)])
def propose(
    request: Request,
    authority: str,
    procedure: str,
    filters: Filters,
    form: Proposal,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    written = form.attempt(session, partial(write_node_proposals, session, actor, here))
    if written is None:
        return _nodes_page(request, session, here, actor, filters, form)
    return redirect(address(office_address(here, NODES), filters.params), words(written))


@router.post("/decidi", dependencies=[permit(PUBLISH)])
def decide(
    request: Request,
    authority: str,
    procedure: str,
    filters: Filters,
    form: Decision,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    written = form.attempt(session, partial(record_node_decisions, session, actor, here))
    if written is None:
        return _nodes_page(request, session, here, actor, filters, form)
    return redirect(address(office_address(here, NODES), filters.params), words(written))
