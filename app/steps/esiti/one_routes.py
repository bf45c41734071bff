"""The esito of one contribution: its own, or the one that it inherits from a node."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.errors import NotFoundError
from app.core.security.actor import Actor
from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.steps.contributions.queries import SynthesisRow
from app.steps.esiti.actions import (
    choose_node,
    promise_own,
    record_decisions,
    return_to_nodes,
    write_proposals,
)
from app.steps.esiti.enums import BEFORE, EsitoStep
from app.steps.esiti.forms import DecisionForm, NodeChoiceForm, PressForm, ProposalForm
from app.steps.esiti.navigation import ESITI
from app.steps.esiti.office_mode import mode, words
from app.steps.esiti.permissions import PROPOSE, PUBLISH
from app.steps.esiti.queries import (
    EsitoRow,
    latest_of,
    list_chosen,
    list_item_choices,
    list_of,
    list_promised,
)
from app.steps.esiti.views.office import approvals, node_choices, suggest
from app.steps.esiti.views.path import esito_steps
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office
from app.steps.synthesis.queries import NodeRow
from app.steps.synthesis.queries.paths import load_around
from app.steps.synthesis.views import name_of

router = APIRouter(prefix="/ufficio/{authority}/{procedure}" + ESITI + "/{contribution}")
Proposal = Annotated[Bound[ProposalForm], bind(ProposalForm)]
Decision = Annotated[Bound[DecisionForm], bind(DecisionForm)]
Pressed = Annotated[Bound[PressForm], bind(PressForm)]


@router.get("", dependencies=[permit(PROPOSE)])
def one_page(
    request: Request,
    authority: str,
    procedure: str,
    contribution: str,
    session: ReadSession,
    actor: ActorDep,
    proposta: str = "",
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    row = _row(session, here, contribution)
    return _one_page(request, session, here, actor, row, propose=proposta == "1")


@router.post("/proponi", dependencies=[permit(PROPOSE)])
def propose_one(
    request: Request,
    authority: str,
    procedure: str,
    contribution: str,
    form: Proposal,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    row = _row(session, here, contribution)
    written = form.attempt(session, partial(write_proposals, session, actor, here))
    if written is None:
        return _one_page(request, session, here, actor, row, proposal=form)
    return redirect(office_address(here, ESITI), words(written))


@router.post("/decidi", dependencies=[permit(PUBLISH)])
def decide_one(
    request: Request,
    authority: str,
    procedure: str,
    contribution: str,
    form: Decision,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    row = _row(session, here, contribution)
    written = form.attempt(session, partial(record_decisions, session, actor, here))
    if written is None:
        return _one_page(request, session, here, actor, row, decision=form)
    return redirect(office_address(here, ESITI), words(written))


@router.post("/nodo", dependencies=[permit(PROPOSE)])
def choose(
    request: Request,
    authority: str,
    procedure: str,
    contribution: str,
    form: Annotated[Bound[NodeChoiceForm], bind(NodeChoiceForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    row = _row(session, here, contribution)
    form.attempt(session, partial(choose_node, session, actor, here, row))
    if not form.ok:
        return _one_page(request, session, here, actor, row, choice=form)
    return redirect(_address(here, row), "L'esito è quello del nodo scelto.")


@router.post("/eredita", dependencies=[permit(PROPOSE)])
def inherit(
    request: Request,
    authority: str,
    procedure: str,
    contribution: str,
    form: Pressed,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    row = _row(session, here, contribution)
    form.attempt(session, lambda _: return_to_nodes(session, actor, here, row))
    if not form.ok:
        return _one_page(request, session, here, actor, row, choice=form)
    return redirect(_address(here, row), "L'esito proprio è tolto: ora vale quello dei nodi.")


@router.post("/promessa", dependencies=[permit(PROPOSE)])
def promise(
    request: Request,
    authority: str,
    procedure: str,
    contribution: str,
    form: Pressed,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    row = _row(session, here, contribution)
    form.attempt(session, lambda _: promise_own(session, actor, here, row))
    if not form.ok:
        return _one_page(request, session, here, actor, row, choice=form)
    return redirect(_address(here, row), "Fatto.")


def _address(here: Here, row: SynthesisRow) -> str:
    return office_address(here, f"{ESITI}/{row.public_id}")


def _one_page(
    request: Request,
    session: Session,
    here: Here,
    actor: Actor,
    row: SynthesisRow,
    *,
    propose: bool = False,
    proposal: Bound[ProposalForm] | None = None,
    decision: Bound[DecisionForm] | None = None,
    choice: Bound[NodeChoiceForm] | Bound[PressForm] | None = None,
) -> Response:
    view = _view(session, here, row, propose=propose or proposal is not None)
    start = view.pop("start")
    forms = (proposal, decision, choice)
    return page(
        request,
        "esiti/one.html",
        around=office_around(
            here, office_address(here, ESITI), ("Esiti", ESITI), (f"N. {row.number}", None)
        ),
        status=max((form.status for form in forms if form), default=200),
        row=row,
        proposal=proposal or start,
        decision=decision or empty(DecisionForm),
        choice=choice or empty(PressForm),
        **view,
        **mode(here, actor),
    )


def _view(session: Session, here: Here, row: SynthesisRow, *, propose: bool) -> dict[str, Any]:
    """What the page shows of a contribution; `start` is the proposal as it stands."""
    own = list_of(session, [row.id])
    last = latest_of(own, EsitoStep.PROPOSAL).get(row.id)
    decided = latest_of(own, EsitoStep.DECISION).get(row.id)
    nodes = load_around(session, here.procedure.pk, [row.id]).reached_from(row.id)
    before = here.procedure.phase in BEFORE
    return {
        "start": _first_words(last, nodes),
        "name": name_of(row),
        "nodes": nodes,
        "choices": node_choices(session, here, row) if before else [],
        "promised": row.id in list_promised(session, [row.id]),
        "shows_proposal": propose or last is None or before,
        "suggested": last is None and bool(nodes),
        "draft": last if last and last.published_at is None else None,
        "steps": esito_steps([esito for esito in own if esito.published_at]),
        "proposal_mark": last.mark if last else "0",
        "decision_mark": decided.mark if decided else "0",
        "acts": approvals(session, here),
        "items": list_item_choices(session, here.procedure.pk),
        "acts_address": office_address(here, "/atti"),
        "address": _address(here, row),
        "original": office_address(here, f"/contributi/{row.public_id}"),
    }


def _row(session: Session, here: Here, contribution: str) -> SynthesisRow:
    for row in list_chosen(session, here.procedure.pk, refs=[contribution]):
        return row
    raise NotFoundError


def _first_words(last: EsitoRow | None, nodes: list[NodeRow]) -> Bound[ProposalForm]:
    """The proposal as it stands, with its placeholders, or what the nodes suggest."""
    start = last or suggest(nodes)
    return empty(
        ProposalForm,
        outcome=start.outcome.value if start.outcome else "",
        reason=(last.template if last else "") or start.reason,
        plan_item=start.plan_item,
        item=f"{last.plan.code} {last.plan.title}"[:190] if last and last.plan else "",
        passed_to=last.passed_to if last else "",
    )
