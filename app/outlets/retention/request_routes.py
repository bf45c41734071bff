"""Bodies that ask to have data removed: the office writes it down and answers with the reason."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.clock import legal_today
from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import Around, keep_page, page, redirect
from app.law.erasure import RULES, answer_by
from app.outlets.retention.actions import answer_request, record_request
from app.outlets.retention.enums import RequestChannel, RequestOutcome
from app.outlets.retention.forms import AnswerForm, AskForm
from app.outlets.retention.models import RemovalRequest
from app.outlets.retention.permissions import ANSWER, READ_RULES, REQUESTS
from app.outlets.retention.queries import (
    get_request,
    list_known_bodies,
    list_published_of,
    list_requests,
)
from app.people.authorities.models import Authority
from app.people.authorities.navigation import settings_address, settings_around
from app.people.authorities.queries import get_authority, get_own_authority, look_of

router = APIRouter(prefix="/ufficio/{authority}/impostazioni/richieste")
public_router = APIRouter()
PAGE = "/richieste"
TITLE = "Richieste di rimozione"
CHANNELS = [(channel.value, channel.label) for channel in RequestChannel]
OUTCOMES = [(outcome.value, outcome.label.capitalize()) for outcome in RequestOutcome]


@public_router.get("/{authority}/rimozione-dei-dati", dependencies=[permit(READ_RULES)])
def rules_page(request: Request, authority: str, session: ReadSession) -> Response:
    found = get_authority(session, authority)
    keep_page(request)
    title = "Chi chiede di rimuovere i propri dati"
    crumbs = (("Home", "/"), (found.name, f"/{found.slug}/"), (title, None))
    around = Around(authority=look_of(found), breadcrumb=crumbs)
    return page(request, "retention/rules.html", around=around, rules=RULES, authority=found)


@router.get("", dependencies=[permit(REQUESTS)])
def requests_page(
    request: Request, authority: str, session: ReadSession, actor: ActorDep
) -> Response:
    found = get_own_authority(session, actor, authority)
    return _list_page(request, session, found, empty(AskForm, asked_on=legal_today()))


@router.post("", dependencies=[permit(REQUESTS)])
def record(
    request: Request,
    authority: str,
    form: Annotated[Bound[AskForm], bind(AskForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    found = get_own_authority(session, actor, authority)
    made = form.attempt(session, partial(record_request, session, actor, found))
    if made is None:
        return _list_page(request, session, found, form)
    told = "La richiesta è registrata: rispondete entro il termine."
    return redirect(settings_address(found, f"{PAGE}/{made.public_id}"), told)


def _list_page(
    request: Request, session: Session, authority: Authority, form: Bound[AskForm]
) -> Response:
    return page(
        request,
        "retention/requests.html",
        around=settings_around(authority, PAGE, (TITLE, None)),
        status=form.status,
        address=settings_address(authority, PAGE),
        rules=f"/{authority.slug}/rimozione-dei-dati",
        requests=[
            (asked, answer_by(asked.asked_on)) for asked in list_requests(session, authority.pk)
        ],
        bodies=[(ref, name) for _, ref, name in list_known_bodies(session, authority.pk)],
        channels=CHANNELS,
        form=form,
    )


@router.get("/{asked}", dependencies=[permit(REQUESTS)])
def request_page(
    request: Request, authority: str, asked: str, session: ReadSession, actor: ActorDep
) -> Response:
    found = get_own_authority(session, actor, authority)
    one = get_request(session, found.pk, asked)
    may_answer = ANSWER.held_by(actor, found.slug)
    return _request_page(request, session, found, one, empty(AnswerForm), may_answer=may_answer)


@router.post("/{asked}", dependencies=[permit(ANSWER)])
def answer(
    request: Request,
    authority: str,
    asked: str,
    form: Annotated[Bound[AnswerForm], bind(AnswerForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    found = get_own_authority(session, actor, authority)
    one = get_request(session, found.pk, asked, lock=True)
    form.attempt(session, partial(answer_request, session, actor, found, one))
    if not form.ok:
        return _request_page(request, session, found, one, form, may_answer=True)
    return redirect(settings_address(found, f"{PAGE}/{one.public_id}"), "La risposta è registrata.")


def _request_page(
    request: Request,
    session: Session,
    authority: Authority,
    asked: RemovalRequest,
    form: Bound[AnswerForm],
    *,
    may_answer: bool,
) -> Response:
    held = list_published_of(session, authority.pk, asked.ets_id) if asked.ets_id else []
    return page(
        request,
        "retention/request.html",
        around=settings_around(authority, PAGE, (TITLE, PAGE), (asked.body_name, None)),
        status=form.status,
        address=settings_address(authority, f"{PAGE}/{asked.public_id}"),
        asked=asked,
        until=answer_by(asked.asked_on),
        contributions=held,
        may_answer=may_answer,
        outcomes=OUTCOMES,
        rules=RULES,
        form=form,
    )
