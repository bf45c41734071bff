"""The esito of one shared node, which the contributions drawn from it inherit."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.security.actor import Actor
from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.steps.esiti.actions import record_node_decisions, write_node_proposals
from app.steps.esiti.enums import BEFORE, EsitoStep
from app.steps.esiti.forms import NodeDecisionForm, NodeProposalForm
from app.steps.esiti.navigation import ESITI, NODES
from app.steps.esiti.office_mode import mode, words
from app.steps.esiti.permissions import PROPOSE, PUBLISH
from app.steps.esiti.queries import (
    EsitoRow,
    latest_of,
    list_inheriting,
    list_item_choices,
    list_node_esiti,
    list_rows_of,
    list_sources,
)
from app.steps.esiti.views.office import approvals
from app.steps.esiti.views.path import esito_steps
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office
from app.steps.synthesis.models import Node
from app.steps.synthesis.queries import get_node
from app.steps.synthesis.views import name_of

router = APIRouter(prefix="/ufficio/{authority}/{procedure}" + NODES)
Proposal = Annotated[Bound[NodeProposalForm], bind(NodeProposalForm)]
Decision = Annotated[Bound[NodeDecisionForm], bind(NodeDecisionForm)]


@router.get("/{node}", dependencies=[permit(PROPOSE)])
def node_page(
    request: Request,
    authority: str,
    procedure: str,
    node: str,
    session: ReadSession,
    actor: ActorDep,
    proposta: str = "",
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    found = get_node(session, here.procedure.pk, node)
    return _node_page(request, session, here, actor, found, propose=proposta == "1")


@router.post("/{node}/proponi", dependencies=[permit(PROPOSE)])
def propose_one(
    request: Request,
    authority: str,
    procedure: str,
    node: str,
    form: Proposal,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_node(session, here.procedure.pk, node)
    written = form.attempt(session, partial(write_node_proposals, session, actor, here))
    if written is None:
        return _node_page(request, session, here, actor, found, proposal=form)
    return redirect(office_address(here, NODES), words(written))


@router.post("/{node}/decidi", dependencies=[permit(PUBLISH)])
def decide_one(
    request: Request,
    authority: str,
    procedure: str,
    node: str,
    form: Decision,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_node(session, here.procedure.pk, node)
    written = form.attempt(session, partial(record_node_decisions, session, actor, here))
    if written is None:
        return _node_page(request, session, here, actor, found, decision=form)
    return redirect(office_address(here, NODES), words(written))


def _node_page(
    request: Request,
    session: Session,
    here: Here,
    actor: Actor,
    node: Node,
    *,
    propose: bool = False,
    proposal: Bound[NodeProposalForm] | None = None,
    decision: Bound[NodeDecisionForm] | None = None,
) -> Response:
    view = _view(session, here, node, propose=propose or proposal is not None)
    start = view.pop("start")
    return page(
        request,
        "esiti/node.html",
        around=office_around(
            here, office_address(here, NODES), ("Esiti dei nodi", NODES), (node.code, None)
        ),
        status=max((form.status for form in (proposal, decision) if form), default=200),
        node=node,
        proposal=proposal or start,
        decision=decision or empty(NodeDecisionForm),
        **view,
        **mode(here, actor),
    )


def _view(session: Session, here: Here, node: Node, *, propose: bool) -> dict[str, Any]:
    """What the page shows of a node; `start` is the proposal as it stands."""
    key = here.procedure.pk
    own = list_node_esiti(session, key, [node.pk])
    last = latest_of(own, EsitoStep.PROPOSAL).get(node.pk)
    decided = latest_of(own, EsitoStep.DECISION).get(node.pk)
    inheriting = set(list_inheriting(session, key, node.pk))
    rows = list_rows_of(session, key, list_sources(session, key, [node.pk]))
    base = office_address(here, ESITI)
    return {
        "start": _first_words(last),
        "sources": [
            (name_of(row), f"{base}/{row.public_id}", row.id in inheriting) for row in rows
        ],
        "shows_proposal": propose or last is None or here.procedure.phase in BEFORE,
        "draft": last if last and last.published_at is None else None,
        "steps": esito_steps([esito for esito in own if esito.published_at]),
        "proposal_mark": last.mark if last else "0",
        "decision_mark": decided.mark if decided else "0",
        "acts": approvals(session, here),
        "items": list_item_choices(session, key),
        "acts_address": office_address(here, "/atti"),
        "address": office_address(here, f"{NODES}/{node.public_id}"),
    }


def _first_words(last: EsitoRow | None) -> Bound[NodeProposalForm]:
    """The proposal as it stands."""
    if last is None:
        return empty(NodeProposalForm)
    return empty(
        NodeProposalForm,
        outcome=last.outcome.value,
        reason=last.reason,
        plan_item=last.plan_item,
        item=f"{last.plan.code} {last.plan.title}"[:190] if last.plan else "",
        passed_to=last.passed_to,
    )
