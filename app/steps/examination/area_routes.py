"""A body answers what the office asks of its domanda."""

from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.clock import legal_now
from app.core.files.kinds import DOCUMENTS
from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, empty
from app.core.web.render import page, redirect
from app.core.web.uploads import bind_with_files
from app.law.sources import L241_10BIS
from app.people.accounts.navigation import area_around
from app.steps.domande.models import Domanda
from app.steps.domande.queries.area import get_own
from app.steps.domande.views import BASE, address_of
from app.steps.examination.actions.answer_completion import answer_completion
from app.steps.examination.actions.notify_hindrance import send_observations
from app.steps.examination.forms import AnswerForm, ObservationsForm
from app.steps.examination.permissions import ANSWER
from app.steps.examination.queries.one import get_notice, get_open_completion

router = APIRouter(prefix=BASE)


@router.get("/{domanda}/integrazione", dependencies=[permit(ANSWER)])
def completion_page(
    request: Request, domanda: str, session: ReadSession, actor: ActorDep
) -> Response:
    own = get_own(session, actor, domanda)
    return _completion_page(request, session, own, empty(AnswerForm))


@router.post("/{domanda}/integrazione", dependencies=[permit(ANSWER)])
def answer(
    request: Request,
    domanda: str,
    form: Annotated[Bound[AnswerForm], bind_with_files(AnswerForm, {"files": DOCUMENTS})],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    own = get_own(session, actor, domanda)
    kept = form.kept.get("files", [])
    if not form.errors:
        form.attempt(session, lambda data: answer_completion(session, actor, own, data, kept))
    if not form.ok:
        return _completion_page(request, session, own, form)
    return redirect(address_of(domanda, "/ricevuta"), "La risposta è arrivata all'ufficio.")


def _completion_page(
    request: Request, session: Session, domanda: Domanda, form: Bound[AnswerForm]
) -> Response:
    title = "Completare la domanda"
    return page(
        request,
        "examination/completion.html",
        around=area_around(request.url.path, ("Le mie domande", BASE), (title, None)),
        status=form.status,
        form=form,
        domanda=domanda,
        completion=get_open_completion(session, domanda.pk),
        base=address_of(domanda.public_id),
    )


@router.get("/{domanda}/osservazioni", dependencies=[permit(ANSWER)])
def observations_page(
    request: Request, domanda: str, session: ReadSession, actor: ActorDep
) -> Response:
    own = get_own(session, actor, domanda)
    return _observations_page(request, session, own, empty(ObservationsForm))


@router.post("/{domanda}/osservazioni", dependencies=[permit(ANSWER)])
def observe(
    request: Request,
    domanda: str,
    form: Annotated[
        Bound[ObservationsForm], bind_with_files(ObservationsForm, {"files": DOCUMENTS})
    ],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    own = get_own(session, actor, domanda)
    kept = form.kept.get("files", [])
    if not form.errors:
        form.attempt(session, lambda data: send_observations(session, actor, own, data, kept))
    if not form.ok:
        return _observations_page(request, session, own, form)
    sentence = "Le osservazioni sono arrivate all'ufficio: la decisione dirà che cosa ne pensa."
    return redirect(address_of(domanda, "/ricevuta"), sentence)


def _observations_page(
    request: Request, session: Session, domanda: Domanda, form: Bound[ObservationsForm]
) -> Response:
    title = "Osservazioni prima della decisione"
    return page(
        request,
        "examination/observations.html",
        around=area_around(request.url.path, ("Le mie domande", BASE), (title, None)),
        status=form.status,
        form=form,
        domanda=domanda,
        notice=get_notice(session, domanda.pk),
        now=legal_now(),
        rule=L241_10BIS,
        base=address_of(domanda.public_id),
    )
