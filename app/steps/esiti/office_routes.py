"""The office's list of esiti: what is missing, batches with their texts seen first, publishing."""

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
from app.steps.contributions.queries import SynthesisRow
from app.steps.esiti.actions import publish_esiti, record_decisions, write_proposals
from app.steps.esiti.actions.decide import check_decision
from app.steps.esiti.actions.propose import check_proposal, previews
from app.steps.esiti.actions.wording import all_rows, chosen_rows
from app.steps.esiti.enums import EsitoStep
from app.steps.esiti.forms import (
    DecisionForm,
    DecisionsForm,
    PressForm,
    ProposalForm,
    ProposalsForm,
)
from app.steps.esiti.navigation import ESITI
from app.steps.esiti.office_mode import PREVIEW, mode, rewritten, words
from app.steps.esiti.permissions import PROPOSE, PUBLISH
from app.steps.esiti.queries import list_item_choices, mark_of, standing_of
from app.steps.esiti.views.filters import EsitoFilters, esito_filters, places
from app.steps.esiti.views.office import approvals, office_esiti
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office
from app.steps.synthesis.navigation import OBSERVATIONS
from app.steps.synthesis.views import name_of

router = APIRouter(prefix="/ufficio/{authority}/{procedure}" + ESITI)
Filters = Annotated[EsitoFilters, Depends(esito_filters)]
Asked = Bound[Any]


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
        around=office_around(here, base, ("Esiti", None)),
        status=form.status,
        form=form,
        base=base,
        query=request.url.query,
        acts_address=office_address(here, "/atti"),
        observations=office_address(here, OBSERVATIONS),
        filters_form=filters.form,
        filtered=any(filters.params.values()),
        esiti=office_esiti(session, here, filters, base),
        **mode(here, actor),
        **places(session, here),
    )


@router.post("/prova", dependencies=[permit(PROPOSE)])
def try_proposals(
    request: Request,
    authority: str,
    procedure: str,
    filters: Filters,
    form: Annotated[Bound[ProposalsForm], bind(ProposalsForm)],
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    rows = _tried(session, here, filters, form, check_proposal)
    if not rows:
        return _list_page(request, session, here, actor, filters, form)
    return _preview_page(request, session, here, actor, filters, form, rows, EsitoStep.PROPOSAL)


@router.post("/decidi/prova", dependencies=[permit(PUBLISH)])
def try_decisions(
    request: Request,
    authority: str,
    procedure: str,
    filters: Filters,
    form: Annotated[Bound[DecisionsForm], bind(DecisionsForm)],
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    rows = _tried(session, here, filters, form, check_decision)
    if not rows:
        return _list_page(request, session, here, actor, filters, form)
    return _preview_page(request, session, here, actor, filters, form, rows, EsitoStep.DECISION)


def _tried(
    session: Session, here: Here, filters: EsitoFilters, form: Asked, check: Any
) -> list[SynthesisRow]:
    """The contributions of a batch whose texts can be shown; none where the form is refused."""
    if form.data is None:
        return []
    try:
        if form.data.everything:
            rows = all_rows(session, here, filters.asked(public=False))
        else:
            rows = chosen_rows(session, here, form.data.chosen)
        check(form.data, len(rows))
    except InvalidFormError as error:
        form.refuse(error)
        return []
    return rows


def _preview_page(
    request: Request,
    session: Session,
    here: Here,
    actor: Actor,
    filters: EsitoFilters,
    form: Asked,
    rows: list[SynthesisRow],
    step: EsitoStep,
) -> Response:
    base = office_address(here, ESITI)
    key = here.procedure.pk
    typed = dict.fromkeys(form.values.get("chosen", []))
    chosen = list(typed)
    standing = standing_of(session, key, step, [row.id for row in rows])
    if form.values.get("everything"):
        chosen = [f"{row.public_id}:{mark_of(standing.get(row.id))}" for row in rows]
    texts = previews(rows, str(form.values.get("reason", "")).strip())
    return page(
        request,
        "esiti/preview.html",
        around=office_around(here, base, ("Esiti", ESITI), (PREVIEW, None)),
        status=form.status,
        form=form,
        base=base,
        query=address("", filters.params),
        of_nodes=False,
        chosen=chosen,
        texts=[
            (name_of(row), row.body_name, text, rewritten(here, standing.get(row.id)))
            for row, text in texts
        ],
        acts=approvals(session, here),
        items=list_item_choices(session, key),
        step=step.value,
        **mode(here, actor),
    )


@router.post("/proponi", dependencies=[permit(PROPOSE)])
def propose(
    request: Request,
    authority: str,
    procedure: str,
    filters: Filters,
    form: Annotated[Bound[ProposalForm], bind(ProposalForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    written = form.attempt(session, partial(write_proposals, session, actor, here))
    if written is None:
        return _refused(request, session, here, actor, filters, form, EsitoStep.PROPOSAL)
    return redirect(address(office_address(here, ESITI), filters.params), words(written))


@router.post("/decidi", dependencies=[permit(PUBLISH)])
def decide(
    request: Request,
    authority: str,
    procedure: str,
    filters: Filters,
    form: Annotated[Bound[DecisionForm], bind(DecisionForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    written = form.attempt(session, partial(record_decisions, session, actor, here))
    if written is None:
        return _refused(request, session, here, actor, filters, form, EsitoStep.DECISION)
    return redirect(address(office_address(here, ESITI), filters.params), words(written))


def _refused(
    request: Request,
    session: Session,
    here: Here,
    actor: Actor,
    filters: EsitoFilters,
    form: Asked,
    step: EsitoStep,
) -> Response:
    """The texts again with what was typed; the list where nothing that exists was chosen."""
    try:
        rows = chosen_rows(session, here, form.values.get("chosen", []))
    except InvalidFormError:
        return _list_page(request, session, here, actor, filters, form)
    return _preview_page(request, session, here, actor, filters, form, rows, step)


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
    return redirect(office_address(here, ESITI), words(written))
