"""What anyone meets of an authority: its logo, and an invitation to its office."""

from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.errors import NotFoundError
from app.core.web.deps import (
    ActorDep,
    MaybeActor,
    ReadSession,
    ServicesDep,
    WriteSession,
    permit,
)
from app.core.web.download import picture_response
from app.core.web.forms import Bound, bind
from app.core.web.render import Around, page, redirect
from app.people.accounts.models import Account
from app.people.authorities.actions import accept_staff_invitation
from app.people.authorities.actions.staff import EXPIRED
from app.people.authorities.forms import PressForm
from app.people.authorities.permissions import ACCEPT_INVITATION, READ_INVITATION, READ_LOGO
from app.people.authorities.queries import find_staff_invitation, get_logo, look_of

router = APIRouter()


@router.get("/{authority}/logo", dependencies=[permit(READ_LOGO)])
def logo(authority: str, session: ReadSession, services: ServicesDep) -> Response:
    return picture_response(services.blobs, get_logo(session, authority))


@router.get("/inviti/{token}", dependencies=[permit(READ_INVITATION)])
def invitation_page(
    request: Request, token: str, session: ReadSession, actor: MaybeActor
) -> Response:
    return _invitation_page(request, session, token, "")


def _invitation_page(request: Request, session: Session, token: str, problem: str) -> Response:
    found = find_staff_invitation(session, token)
    if found is None:
        raise NotFoundError(EXPIRED, remedy="Chiedete un nuovo invito all'ufficio.")
    sent, authority = found
    return page(
        request,
        "authorities/invitation.html",
        around=Around(
            authority=look_of(authority), breadcrumb=(("Home", "/"), ("Un invito", None))
        ),
        status=422 if problem else 200,
        invitation=sent,
        authority=authority,
        inviter=session.get_one(Account, sent.invited_by_id).name,
        address=request.url.path,
        actor=request.state.actor,
        problem=problem,
    )


@router.post("/inviti/{token}", dependencies=[permit(ACCEPT_INVITATION)])
def accept(
    request: Request,
    token: str,
    form: Annotated[Bound[PressForm], bind(PressForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    authority = form.attempt(session, lambda _data: accept_staff_invitation(session, actor, token))
    if authority is None:
        return _invitation_page(request, session, token, " ".join(form.general))
    return redirect(
        "/accedi?dopo=/ufficio",
        f"Fate parte dell'ufficio di {authority.name}. Accedete di nuovo: l'ufficio chiede anche "
        "un codice.",
    )
