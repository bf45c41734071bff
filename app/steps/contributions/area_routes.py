"""What a body does with its contributions: drafts, sending, correcting, reading the others'."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.security.actor import Actor
from app.core.web.deps import ActorDep, ReadSession, ServicesDep, WriteSession, permit
from app.core.web.download import file_response
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.people.accounts.navigation import area_around
from app.steps.contributions.actions import (
    begin_contribution,
    begin_correction,
    submit_contribution,
    withdraw_contribution,
)
from app.steps.contributions.details import detail_words
from app.steps.contributions.draft_routes import editor_page
from app.steps.contributions.enums import UNMODERATED, ContributionState
from app.steps.contributions.forms import NewContributionForm, PressForm
from app.steps.contributions.navigation import OWN, own_address
from app.steps.contributions.permissions import CONTRIBUTE
from app.steps.contributions.permissions import OWN as SEE_OWN
from app.steps.contributions.queries import (
    Filters,
    Whole,
    find_correction,
    get_file,
    get_own,
    get_own_tavolo,
    list_files,
    list_own,
    list_public,
    list_seat_choices,
    list_steps,
)
from app.steps.contributions.views import (
    KINDS,
    Asked,
    asked,
    draft_form,
    pager_of,
)
from app.steps.laboratories.navigation import TAVOLI
from app.steps.procedures.queries import Here, get_by_id

router = APIRouter(prefix="/area-personale")
Pressed = Annotated[Bound[PressForm], bind(PressForm)]


@router.get("/contributi", dependencies=[permit(SEE_OWN)])
def own_page(request: Request, session: ReadSession, actor: ActorDep) -> Response:
    return page(
        request,
        "contributions/own.html",
        around=area_around(request.url.path, ("I miei contributi", None)),
        rows=list_own(session, actor),
        seats=list_seat_choices(session, actor),
    )


@router.get("/contributi/nuovo", dependencies=[permit(CONTRIBUTE)])
def new_page(request: Request, session: ReadSession, actor: ActorDep, posto: str = "") -> Response:
    return _new_page(request, session, actor, empty(NewContributionForm, seat=posto[:40]))


@router.post("/contributi/nuovo", dependencies=[permit(CONTRIBUTE)])
def new_contribution(
    request: Request,
    form: Annotated[Bound[NewContributionForm], bind(NewContributionForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    made = form.attempt(session, partial(begin_contribution, session, actor))
    if made is None:
        return _new_page(request, session, actor, form)
    return redirect(own_address(made.public_id))


def _new_page(
    request: Request, session: Session, actor: Actor, form: Bound[NewContributionForm]
) -> Response:
    seats = list_seat_choices(session, actor)
    return page(
        request,
        "contributions/new.html",
        around=area_around(request.url.path, ("I miei contributi", OWN), ("Nuovo", None)),
        status=422 if form.errors or form.general else 200,
        form=form,
        seats=[
            (seat.public_id, f"{seat.body_name} — {seat.tavolo_name} ({seat.procedure_title})")
            for seat in seats
        ],
        kinds=KINDS,
    )


@router.get("/contributi/{contribution}", dependencies=[permit(CONTRIBUTE)])
def contribution_page(
    request: Request, contribution: str, session: ReadSession, actor: ActorDep
) -> Response:
    whole = get_own(session, actor, contribution)
    if whole.contribution.state is ContributionState.DRAFT:
        return editor_page(request, session, whole, draft_form(whole))
    return _sent(request, session, actor, whole)


def _sent(request: Request, session: Session, actor: Actor, whole: Whole) -> Response:
    contribution = whole.contribution
    here = get_by_id(session, contribution.procedure_id)
    return page(
        request,
        "contributions/sent.html",
        around=area_around(
            request.url.path, ("I miei contributi", OWN), (f"N. {contribution.number}", None)
        ),
        whole=whole,
        here=here,
        address=own_address(contribution.public_id),
        details=detail_words(contribution.kind, contribution.details),
        published_details=detail_words(contribution.kind, contribution.published_details),
        files=list_files(session, contribution.pk),
        steps=list_steps(session, contribution.pk),
        may_withdraw=contribution.state in UNMODERATED,
        correction=find_correction(session, contribution.pk),
    )


@router.get("/contributi/{contribution}/riepilogo", dependencies=[permit(CONTRIBUTE)])
def summary_page(
    request: Request, contribution: str, session: ReadSession, actor: ActorDep
) -> Response:
    whole = get_own(session, actor, contribution)
    if whole.contribution.state is not ContributionState.DRAFT:
        return redirect(own_address(contribution))
    return _summary(request, session, whole, empty(PressForm))


def _summary(request: Request, session: Session, whole: Whole, form: Bound[PressForm]) -> Response:
    contribution = whole.contribution
    address = own_address(contribution.public_id)
    return page(
        request,
        "contributions/summary.html",
        around=area_around(
            address, ("I miei contributi", OWN), ("Bozza", address), ("Riepilogo", None)
        ),
        status=422 if form.errors or form.general else 200,
        form=form,
        whole=whole,
        address=address,
        details=detail_words(contribution.kind, contribution.details),
        files=[file for _, file in list_files(session, contribution.pk)],
    )


@router.post("/contributi/{contribution}/invia", dependencies=[permit(CONTRIBUTE)])
def send_contribution(
    request: Request, contribution: str, form: Pressed, session: WriteSession, actor: ActorDep
) -> Response:
    sent = form.attempt(session, partial(submit_contribution, session, actor, contribution))
    if sent is None:
        return _summary(request, session, get_own(session, actor, contribution), form)
    address = own_address(contribution)
    return redirect(address, f"Inviato: è il contributo n. {sent.number} di questo procedimento.")


@router.post("/contributi/{contribution}/ritira", dependencies=[permit(CONTRIBUTE)])
def withdraw(contribution: str, form: Pressed, session: WriteSession, actor: ActorDep) -> Response:
    withdraw_contribution(session, actor, contribution, PressForm())
    return redirect(own_address(contribution), "Il contributo è stato ritirato.")


@router.post("/contributi/{contribution}/correggi", dependencies=[permit(CONTRIBUTE)])
def correct(contribution: str, form: Pressed, session: WriteSession, actor: ActorDep) -> Response:
    made = begin_correction(session, actor, contribution, PressForm())
    return redirect(
        own_address(made.public_id), "Questa è una nuova bozza: l'originale resta agli atti."
    )


@router.get("/contributi/{contribution}/file/{file}", dependencies=[permit(CONTRIBUTE)])
def own_file(
    contribution: str, file: str, session: ReadSession, actor: ActorDep, services: ServicesDep
) -> Response:
    whole = get_own(session, actor, contribution)
    return file_response(services.blobs, get_file(session, whole.contribution.pk, file)[1])


@router.get("/tavoli/{tavolo}/contributi", dependencies=[permit(CONTRIBUTE)])
def tavolo_page(
    request: Request,
    tavolo: str,
    asked: Annotated[Asked, Depends(asked)],
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    found, procedure, authority = get_own_tavolo(session, actor, tavolo)
    listing = list_public(
        session, procedure.pk, Filters(q=asked.filters.q, tavolo=found.public_id), asked.page
    )
    return page(
        request,
        "contributions/tavolo.html",
        around=area_around(request.url.path, ("I miei tavoli", TAVOLI), (found.name, None)),
        tavolo=found,
        here=Here(authority, procedure),
        listing=listing,
        pager_view=pager_of(listing, asked, request.url.path),
        form=asked.form,
    )
