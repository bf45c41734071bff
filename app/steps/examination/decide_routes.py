"""The office asks, closes, decides and publishes: each button of its pages."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.security.actor import Actor
from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.law.examination import Work
from app.people.authorities.enums import OfficeRole
from app.steps.domande.enums import PENDING
from app.steps.domande.navigation import DOMANDE
from app.steps.domande.queries.received import get_received
from app.steps.examination import views
from app.steps.examination.actions.admit import publish_admission
from app.steps.examination.actions.ask_completion import ask_completion
from app.steps.examination.actions.decide import decide
from app.steps.examination.actions.examine import close_completion
from app.steps.examination.actions.second import confirm_decision, return_decision
from app.steps.examination.actions.standing import decision_on
from app.steps.examination.forms import (
    AdmissionForm,
    CloseCompletionForm,
    CompletionForm,
    DecisionForm,
    ReturnForm,
)
from app.steps.examination.office_routes import show_domanda
from app.steps.examination.permissions import ADMIT, EXAMINE
from app.steps.examination.queries.admitted import list_free_acts, list_published, list_to_publish
from app.steps.examination.queries.board import examiner_of
from app.steps.examination.queries.office import count_pending, count_unconfirmed
from app.steps.procedures.forms import PressForm
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office

router = APIRouter(prefix="/ufficio/{authority}/{procedure}/domande")


@router.get("/ammissione", dependencies=[permit(EXAMINE)])
def admission_page(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _admission_page(request, session, actor, here, empty(AdmissionForm))


@router.post("/ammissione", dependencies=[permit(ADMIT)])
def admit(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[AdmissionForm], bind(AdmissionForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    made = form.attempt(session, lambda data: publish_admission(session, actor, here, data.act))
    if made is None:
        return _admission_page(request, session, actor, here, form)
    sentence = f"L'elenco n. {made.number} è pubblicato e gli enti sono avvisati."
    return redirect(office_address(here, "/domande/ammissione"), sentence)


def _admission_page(
    request: Request, session: Session, actor: Actor, here: Here, form: Bound[AdmissionForm]
) -> Response:
    acts = list_free_acts(session, here.procedure.pk)
    decided = list_to_publish(session, here.procedure.pk)
    settled = sum(domanda.examination in PENDING for domanda, _ in decided)
    return page(
        request,
        "examination/admission.html",
        around=office_around(here, request.url.path, ("Elenchi degli ammessi", None)),
        status=422 if form.errors or form.general else 200,
        form=form,
        here=here,
        address=office_address(here),
        stopped=next(iter(decision_on(session, here, Work.PUBLISH).refusals), None),
        acts=[(act.public_id, f"{act.organ}, n. {act.number}") for act in acts],
        decided=decided,
        waiting=count_pending(session, here.procedure.pk) - settled,
        leads=OfficeRole.RDP.value in actor.roles_in(here.authority.slug),
        to_confirm=count_unconfirmed(session, here.procedure.pk),
        lists=list_published(session, here.procedure.pk),
        tones=views.TONES,
    )


@router.post("/{domanda}/integrazione", dependencies=[permit(EXAMINE)])
def ask(
    request: Request,
    authority: str,
    procedure: str,
    domanda: str,
    form: Annotated[Bound[CompletionForm], bind(CompletionForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_received(session, here.procedure.pk, domanda, lock=True)
    form.attempt(session, partial(ask_completion, session, actor, here, found))
    if not form.ok:
        return show_domanda(
            request, session, here, examiner_of(session, actor, here), found, completion=form
        )
    return redirect(_address(here, domanda), "La richiesta è partita.")


@router.post("/{domanda}/integrazione/chiudi", dependencies=[permit(EXAMINE)])
def close(
    request: Request,
    authority: str,
    procedure: str,
    domanda: str,
    form: Annotated[Bound[CloseCompletionForm], bind(CloseCompletionForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_received(session, here.procedure.pk, domanda, lock=True)
    form.attempt(session, partial(close_completion, session, actor, here, found))
    if not form.ok:
        return show_domanda(
            request, session, here, examiner_of(session, actor, here), found, closing=form
        )
    return redirect(_address(here, domanda), "La richiesta di integrazione è chiusa.")


@router.post("/{domanda}/decidi", dependencies=[permit(EXAMINE)])
def take_decision(
    request: Request,
    authority: str,
    procedure: str,
    domanda: str,
    form: Annotated[Bound[DecisionForm], bind(DecisionForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_received(session, here.procedure.pk, domanda, lock=True)
    form.attempt(session, partial(decide, session, actor, here, found))
    if not form.ok:
        return show_domanda(
            request, session, here, examiner_of(session, actor, here), found, decision=form
        )
    sentence = "La decisione è scritta: l'ente la riceve quando pubblicate l'elenco."
    if here.authority.second_confirmation:
        sentence = "La decisione è proposta: la conferma un'altra persona."
    return redirect(_address(here, domanda), sentence)


@router.post("/{domanda}/conferma", dependencies=[permit(EXAMINE)])
def confirm(
    request: Request,
    authority: str,
    procedure: str,
    domanda: str,
    form: Annotated[Bound[PressForm], bind(PressForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_received(session, here.procedure.pk, domanda, lock=True)
    form.attempt(session, lambda _: confirm_decision(session, actor, here, found))
    if not form.ok:
        return show_domanda(
            request, session, here, examiner_of(session, actor, here), found, confirmed=form
        )
    return redirect(_address(here, domanda), "La decisione è confermata.")


@router.post("/{domanda}/rimanda", dependencies=[permit(EXAMINE)])
def send_back(
    request: Request,
    authority: str,
    procedure: str,
    domanda: str,
    form: Annotated[Bound[ReturnForm], bind(ReturnForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_received(session, here.procedure.pk, domanda, lock=True)
    form.attempt(session, partial(return_decision, session, actor, here, found))
    if not form.ok:
        return show_domanda(
            request, session, here, examiner_of(session, actor, here), found, returned=form
        )
    return redirect(_address(here, domanda), "La decisione è rimandata: va presa di nuovo.")


def _address(here: Here, domanda: str) -> str:
    return office_address(here, f"{DOMANDE}/{domanda}")
