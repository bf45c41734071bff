"""A person's own questions: asking one, and reading what became of them."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.security.actor import Actor
from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.people.accounts.navigation import area_around
from app.people.ets.queries import list_own_bodies
from app.steps.procedures.queries import get_public
from app.steps.questions.actions import ask_question
from app.steps.questions.actions.ask import ways_left
from app.steps.questions.forms import LONGEST, AskForm
from app.steps.questions.navigation import OWN
from app.steps.questions.permissions import ASK
from app.steps.questions.queries import asking_in, list_own
from app.steps.questions.views import asking_view

router = APIRouter(prefix=OWN)


@router.get("", dependencies=[permit(ASK)])
def own_page(request: Request, session: ReadSession, actor: ActorDep) -> Response:
    return page(
        request,
        "questions/own.html",
        around=area_around(request.url.path, ("I miei quesiti", None)),
        rows=list_own(session, actor),
    )


@router.get("/nuovo/{authority}/{procedure}", dependencies=[permit(ASK)])
def ask_page(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    return _ask_page(request, session, actor, authority, procedure, empty(AskForm))


@router.post("/nuovo/{authority}/{procedure}", dependencies=[permit(ASK)])
def ask(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[AskForm], bind(AskForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_public(session, authority, procedure)
    form.attempt(session, partial(ask_question, session, actor, here))
    if not form.ok:
        return _ask_page(request, session, actor, authority, procedure, form)
    told = "Il quesito è arrivato all'ufficio: vi scriviamo quando c'è la risposta."
    return redirect(OWN, told)


def _ask_page(
    request: Request,
    session: Session,
    actor: Actor,
    authority: str,
    procedure: str,
    form: Bound[AskForm],
) -> Response:
    here = get_public(session, authority, procedure)
    bodies = list_own_bodies(session, actor)
    return page(
        request,
        "questions/ask.html",
        around=area_around(request.url.path, ("I miei quesiti", OWN), ("Nuovo quesito", None)),
        status=form.status,
        form=form,
        here=here,
        asking=asking_view(asking_in(session, here)),
        ways=ways_left(here),
        bodies=[(body.public_id, body.name) for body in bodies],
        longest=LONGEST,
    )
