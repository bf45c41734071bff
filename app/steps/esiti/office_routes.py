"""The office's pages of the esiti: writing them one by one or in batch, publishing them."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.errors import NotFoundError
from app.core.security.actor import Actor
from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.law.phases import Phase
from app.steps.contributions.queries import SynthesisRow, list_published_for_synthesis
from app.steps.esiti.actions import publish_esiti, record_decisions, write_proposals
from app.steps.esiti.actions.propose import AFTER, BEFORE, Written
from app.steps.esiti.enums import DECISIONS, PROPOSALS, EsitoStep
from app.steps.esiti.forms import DecisionForm, PressForm, ProposalForm
from app.steps.esiti.navigation import ESITI
from app.steps.esiti.office_views import approvals, office_esiti, suggest
from app.steps.esiti.permissions import PROPOSE, PUBLISH
from app.steps.esiti.queries import EsitoRow, latest_of, list_esiti
from app.steps.esiti.views import EsitoFilters, esito_filters, esito_steps, places
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office
from app.steps.synthesis.queries import NodeRow, load_picture
from app.steps.synthesis.views import name_of

router = APIRouter(prefix="/ufficio/{authority}/{procedure}" + ESITI)
Filters = Annotated[EsitoFilters, Depends(esito_filters)]
Proposal = Annotated[Bound[ProposalForm], bind(ProposalForm)]
Decision = Annotated[Bound[DecisionForm], bind(DecisionForm)]
ADDED = "Gli esiti sono pubblicati e gli enti avvisati."
SAVED = "Gli esiti sono salvati in bozza."


@router.get("", dependencies=[permit(PROPOSE)])
def list_page(
    request: Request,
    authority: str,
    procedure: str,
    filters: Filters,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _list_page(request, session, here, actor, filters, empty(PressForm))


def _list_page(
    request: Request,
    session: Session,
    here: Here,
    actor: Actor,
    filters: EsitoFilters,
    form: Bound[Any],
) -> Response:
    base = office_address(here, ESITI)
    return page(
        request,
        "esiti/office.html",
        around=office_around(here, request.url.path, ("Esiti", None)),
        status=form.status,
        form=form,
        base=base,
        acts_address=office_address(here, "/atti"),
        filters_form=filters.form,
        filtered=any(filters.params.values()),
        esiti=office_esiti(session, here, filters, base),
        **_mode(here, actor),
        **places(session, here),
    )


def _mode(here: Here, actor: Actor) -> dict[str, Any]:
    """What `actor` may do in this phase, with the outcomes to choose from."""
    phase = here.procedure.phase
    return {
        "leads": PUBLISH.held_by(actor, here.authority.slug),
        "proposing": phase in BEFORE,
        "publishing": phase is Phase.SYNTHESIS,
        "deciding": phase in AFTER,
        "proposals": [(o.value, o.label.capitalize()) for o in PROPOSALS],
        "decisions": [(o.value, o.label.capitalize()) for o in DECISIONS],
    }


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
    written = form.attempt(session, partial(write_proposals, session, actor, here))
    if written is None:
        return _list_page(request, session, here, actor, filters, form)
    return redirect(office_address(here, ESITI), _words(written))


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
    written = form.attempt(session, partial(record_decisions, session, actor, here))
    if written is None:
        return _list_page(request, session, here, actor, filters, form)
    return redirect(office_address(here, ESITI), _words(written))


@router.post("/pubblica", dependencies=[permit(PUBLISH)])
def publish(
    request: Request,
    authority: str,
    procedure: str,
    filters: Filters,
    form: Annotated[Bound[PressForm], bind(PressForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    written = form.attempt(session, lambda _: publish_esiti(session, actor, here))
    if written is None:
        return _list_page(request, session, here, actor, filters, form)
    return redirect(office_address(here, ESITI), _words(written))


@router.get("/{contribution}", dependencies=[permit(PROPOSE)])
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
    return _one_page(request, session, here, actor, contribution, propose=proposta == "1")


@router.post("/{contribution}/proponi", dependencies=[permit(PROPOSE)])
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
    written = form.attempt(session, partial(write_proposals, session, actor, here))
    if written is None:
        return _one_page(request, session, here, actor, contribution, proposal=form)
    return redirect(office_address(here, ESITI), _words(written))


@router.post("/{contribution}/decidi", dependencies=[permit(PUBLISH)])
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
    written = form.attempt(session, partial(record_decisions, session, actor, here))
    if written is None:
        return _one_page(request, session, here, actor, contribution, decision=form)
    return redirect(office_address(here, ESITI), _words(written))


def _one_page(
    request: Request,
    session: Session,
    here: Here,
    actor: Actor,
    contribution: str,
    *,
    propose: bool = False,
    proposal: Bound[ProposalForm] | None = None,
    decision: Bound[DecisionForm] | None = None,
) -> Response:
    row = _row(session, here, contribution)
    own = [e for e in list_esiti(session, here.procedure.pk) if e.contribution_id == row.id]
    last = latest_of(own, EsitoStep.PROPOSAL).get(row.id)
    nodes = load_picture(session, here.procedure.pk).reached_from(row.id)
    shows_proposal = propose or proposal is not None or last is None
    title = f"Contributo n. {row.number}"
    return page(
        request,
        "esiti/one.html",
        around=office_around(here, request.url.path, ("Esiti", ESITI), (title, None)),
        status=max(proposal.status if proposal else 200, decision.status if decision else 200),
        row=row,
        name=name_of(row),
        nodes=nodes,
        shows_proposal=shows_proposal or here.procedure.phase in BEFORE,
        suggested=last is None and bool(nodes),
        draft=last if last and last.published_at is None else None,
        steps=esito_steps([esito for esito in own if esito.published_at]),
        proposal=proposal or _first_words(last, nodes),
        decision=decision or empty(DecisionForm),
        acts=approvals(session, here),
        acts_address=office_address(here, "/atti"),
        address=office_address(here, f"{ESITI}/{row.public_id}"),
        original=office_address(here, f"/contributi/{row.public_id}"),
        **_mode(here, actor),
    )


def _row(session: Session, here: Here, contribution: str) -> SynthesisRow:
    for row in list_published_for_synthesis(session, here.procedure.pk):
        if row.public_id == contribution:
            return row
    raise NotFoundError


def _first_words(last: EsitoRow | None, nodes: list[NodeRow]) -> Bound[ProposalForm]:
    """The proposal as it stands, or what the nodes suggest."""
    start = last or suggest(nodes)
    return empty(
        ProposalForm,
        outcome=start.outcome.value if start.outcome else "",
        reason=start.reason,
        plan_item=start.plan_item,
        passed_to=last.passed_to if last else "",
    )


def _words(written: Written) -> str:
    if not written.published:
        return SAVED
    if not written.without_address:
        return ADDED
    return f"{ADDED} Senza indirizzo e-mail: {', '.join(written.without_address)}."
