"""The office reads the istanze that arrived and answers them within their term."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.security.actor import Actor
from app.core.web.deps import ActorDep, ReadSession, ServicesDep, WriteSession, permit
from app.core.web.download import file_response
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.law.sources import DM72_2_REQUEST, L241_2_2, L241_3
from app.people.authorities.queries import get_own_authority
from app.steps.istanze.actions import accept_istanza, refuse_istanza
from app.steps.istanze.actions.present import term_words
from app.steps.istanze.enums import IstanzaState
from app.steps.istanze.forms import AcceptForm, RefuseForm
from app.steps.istanze.navigation import istanze_around, office_istanze
from app.steps.istanze.permissions import ANSWER, EXAMINE
from app.steps.istanze.queries import (
    Asked,
    find_procedure,
    get_file,
    get_for_office,
    list_arrived,
    list_files,
    list_signers,
    presented_by,
)
from app.steps.istanze.views import clock_of, office_lines
from app.steps.procedures.navigation import office_address
from app.steps.procedures.queries import Here

router = APIRouter(prefix="/ufficio/{authority}/istanze")


@router.get("", dependencies=[permit(EXAMINE)])
def arrived_page(
    request: Request, authority: str, session: ReadSession, actor: ActorDep
) -> Response:
    found = get_own_authority(session, actor, authority)
    lines = office_lines(session, list_arrived(session, found.pk))
    return page(
        request,
        "istanze/office.html",
        around=istanze_around(found),
        authority=found,
        waiting=[line for line in lines if line.clock is not None],
        answered=[line for line in lines if line.clock is None],
        rule=L241_2_2,
    )


@router.get("/{istanza}", dependencies=[permit(EXAMINE)])
def istanza_page(
    request: Request, authority: str, istanza: str, session: ReadSession, actor: ActorDep
) -> Response:
    return _istanza_page(
        request, session, actor, get_for_office(session, actor, authority, istanza)
    )


def _istanza_page(
    request: Request,
    session: Session,
    actor: Actor,
    asked: Asked,
    *,
    accept: Bound[AcceptForm] | None = None,
    refuse: Bound[RefuseForm] | None = None,
) -> Response:
    istanza = asked.istanza
    sent = accept or refuse
    born = find_procedure(session, istanza)
    waits = istanza.state is IstanzaState.PRESENTED
    return page(
        request,
        "istanze/office_one.html",
        around=istanze_around(asked.authority, (f"n. {istanza.register_number}", None)),
        status=sent.status if sent else 200,
        asked=asked,
        istanza=istanza,
        base=office_istanze(asked.authority, f"/{istanza.public_id}"),
        signers=list_signers(session, istanza),
        presenter=presented_by(session, istanza),
        attached=list_files(session, istanza),
        clock=clock_of(istanza),
        term=term_words(asked.authority, istanza),
        may_answer=waits and ANSWER.held_by(actor, asked.authority.slug),
        waits=waits,
        accept=accept or empty(AcceptForm, title=istanza.subject, purpose=istanza.reason),
        refuse=refuse or empty(RefuseForm),
        sent=sent,
        procedure=office_address(Here(asked.authority, born)) if born else "",
        sources=(DM72_2_REQUEST, L241_3),
    )


@router.post("/{istanza}/accogli", dependencies=[permit(ANSWER)])
def accept(
    request: Request,
    authority: str,
    istanza: str,
    form: Annotated[Bound[AcceptForm], bind(AcceptForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    asked = get_for_office(session, actor, authority, istanza, lock=True)
    here = form.attempt(session, partial(accept_istanza, session, actor, asked))
    if here is None:
        return _istanza_page(request, session, actor, asked, accept=form)
    told = "L'istanza è accolta e il procedimento è nato: registrate ora l'atto di avvio."
    return redirect(office_address(here, "/atti"), told)


@router.post("/{istanza}/respingi", dependencies=[permit(ANSWER)])
def refuse(
    request: Request,
    authority: str,
    istanza: str,
    form: Annotated[Bound[RefuseForm], bind(RefuseForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    asked = get_for_office(session, actor, authority, istanza, lock=True)
    form.attempt(session, partial(refuse_istanza, session, actor, asked))
    if not form.ok:
        return _istanza_page(request, session, actor, asked, refuse=form)
    return redirect(office_istanze(asked.authority), "La risposta è partita ed è pubblica.")


@router.get("/{istanza}/file/{istanza_file}", dependencies=[permit(EXAMINE)])
def istanza_file(
    authority: str,
    istanza: str,
    istanza_file: str,
    session: ReadSession,
    actor: ActorDep,
    services: ServicesDep,
) -> Response:
    asked = get_for_office(session, actor, authority, istanza)
    return file_response(services.blobs, get_file(session, asked.istanza, istanza_file))
