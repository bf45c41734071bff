"""Signing somebody else's istanza: reading it behind a link, joining, confirming, leaving."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.errors import NotFoundError
from app.core.security.actor import Actor
from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.people.ets.queries import list_own_bodies
from app.steps.istanze.actions import confirm_joining, join_istanza, leave_istanza
from app.steps.istanze.actions.draft import EXPIRED
from app.steps.istanze.area_routes import show_own
from app.steps.istanze.forms import EditionForm, JoinForm, PressForm
from app.steps.istanze.navigation import OWN, own_address, own_around
from app.steps.istanze.permissions import ASK, READ_INVITATION
from app.steps.istanze.queries import (
    find_invitation,
    get_joined,
    get_own,
    list_files,
    list_signers,
)

router = APIRouter(prefix=OWN)


@router.get("/inviti/{token}", dependencies=[permit(READ_INVITATION)])
def invitation_page(
    request: Request, token: str, session: ReadSession, actor: ActorDep
) -> Response:
    return _invitation_page(request, session, actor, token, empty(JoinForm))


def _invitation_page(
    request: Request, session: Session, actor: Actor, token: str, form: Bound[JoinForm]
) -> Response:
    found = find_invitation(session, token)
    if found is None:
        raise NotFoundError(EXPIRED, remedy="Chiedete un nuovo invito a chi ve l'ha mandato.")
    asked = found[1]
    return page(
        request,
        "istanze/invitation.html",
        around=own_around(request.url.path, ("Un invito a sottoscrivere", None)),
        status=form.status,
        form=form,
        asked=asked,
        istanza=asked.istanza,
        signers=list_signers(session, asked.istanza),
        attached=list_files(session, asked.istanza),
        bodies=[(one.public_id, one.name) for one in list_own_bodies(session, actor)],
        address=request.url.path,
    )


@router.post("/inviti/{token}", dependencies=[permit(ASK)])
def join(
    request: Request,
    token: str,
    form: Annotated[Bound[JoinForm], bind(JoinForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    asked = form.attempt(session, partial(join_istanza, session, actor, token))
    if asked is None:
        return _invitation_page(request, session, actor, token, form)
    return redirect(own_address(asked.istanza), "Il vostro ente sottoscrive l'istanza.")


@router.post("/{istanza}/conferma", dependencies=[permit(ASK)])
def confirm(
    request: Request,
    istanza: str,
    form: Annotated[Bound[EditionForm], bind(EditionForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    asked = get_own(session, actor, istanza)
    form.attempt(session, lambda data: confirm_joining(session, actor, istanza, data.edition))
    if not form.ok:
        return show_own(request, session, actor, asked, refused=form)
    return redirect(own_address(asked.istanza), "Confermato: il vostro ente sottoscrive il testo.")


@router.post("/{istanza}/enti/{joined}/togli", dependencies=[permit(ASK)])
def leave(
    request: Request,
    istanza: str,
    joined: str,
    form: Annotated[Bound[PressForm], bind(PressForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    asked = get_own(session, actor, istanza)
    held = get_joined(session, asked.istanza, joined)
    form.attempt(session, lambda _data: leave_istanza(session, actor, istanza, held))
    if not form.ok:
        return show_own(request, session, actor, asked, refused=form)
    return redirect(OWN, "Fatto: quell'ente non sottoscrive più l'istanza.")
