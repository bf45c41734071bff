"""Who acts for a body: inviting, accepting an invitation, ending a mandate."""

from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.clock import legal_today
from app.core.errors import NotFoundError, RuleError
from app.core.security.actor import Actor
from app.core.web.deps import ActorDep, MaybeActor, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.core.web.uploads import bind_with_files
from app.people.accounts.models import Account
from app.people.accounts.navigation import area_around
from app.people.ets.actions import (
    accept_invitation,
    invite_colleague,
    revoke_membership,
    withdraw_invitation,
)
from app.people.ets.actions.invitations import EXPIRED
from app.people.ets.actions.passing_on import may_name_representative
from app.people.ets.area_routes import MANDATES, show_body
from app.people.ets.enums import MembershipKind
from app.people.ets.forms import InviteForm, PressForm
from app.people.ets.models import Ets, Invitation
from app.people.ets.navigation import BODIES, body_address
from app.people.ets.permissions import ACT, DESCRIBE, READ_INVITATION
from app.people.ets.queries import find_invitation, get_body, get_invitation, get_membership
from app.people.ets.views import CAPACITY_OPTIONS, MANDATE_ONLY

router = APIRouter(prefix="/area-personale")
Press = Annotated[Bound[PressForm], bind(PressForm)]


@router.get("/enti/{body}/invita", dependencies=[permit(ACT)])
def invite_page(request: Request, body: str, session: ReadSession, actor: ActorDep) -> Response:
    found = get_body(session, actor, body)
    form = empty(InviteForm, since=legal_today(), acting=MembershipKind.MANDATE)
    return _invite_page(request, session, actor, found, form)


@router.post("/enti/{body}/invita", dependencies=[permit(ACT)])
def invite(
    request: Request,
    body: str,
    form: Annotated[Bound[InviteForm], bind_with_files(InviteForm, MANDATES)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    found = get_body(session, actor, body)
    mandate = next(iter(form.kept.get("mandate", [])), None)
    if form.ok:
        form.attempt(session, lambda data: invite_colleague(session, actor, found, data, mandate))
    if not form.ok or form.data is None:
        return _invite_page(request, session, actor, found, form)
    return redirect(body_address(found), f"L'invito è partito per {form.data.email}.")


def _invite_page(
    request: Request, session: Session, actor: Actor, body: Ets, form: Bound[InviteForm]
) -> Response:
    names = may_name_representative(session, actor.account_id, body)
    crumbs = (("I miei enti", BODIES), (body.name, body_address(body)))
    return page(
        request,
        "ets/invite.html",
        around=area_around(request.url.path, *crumbs, ("Invita una persona", None)),
        status=form.status,
        form=form,
        body=body,
        names=names,
        capacities=CAPACITY_OPTIONS[::-1] if names else MANDATE_ONLY,
    )


@router.post("/enti/{body}/inviti/{invitation}/ritira", dependencies=[permit(ACT)])
def withdraw(
    body: str, invitation: str, form: Press, session: WriteSession, actor: ActorDep
) -> Response:
    found = get_body(session, actor, body)
    withdraw_invitation(session, actor, found, get_invitation(session, found, invitation))
    return redirect(body_address(found), "L'invito è ritirato: il collegamento non vale più.")


@router.post("/enti/{body}/persone/{membership}/revoca", dependencies=[permit(ACT)])
def revoke(
    request: Request,
    body: str,
    membership: str,
    form: Press,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    found = get_body(session, actor, body, lock=True)
    mandate = get_membership(session, found, membership)
    form.attempt(session, lambda _data: revoke_membership(session, actor, found, mandate))
    if not form.ok:
        return show_body(request, session, actor, found, problem=" ".join(form.general))
    own = mandate.account_id == actor.account_id
    return redirect(
        BODIES if own else body_address(found), "Fatto: questa persona non agisce più per l'ente."
    )


@router.get("/inviti/{token}", dependencies=[permit(READ_INVITATION)])
def invitation_page(
    request: Request, token: str, session: ReadSession, actor: MaybeActor
) -> Response:
    found = find_invitation(session, token)
    if found is None:
        raise NotFoundError(EXPIRED, remedy="Chiedete un nuovo invito a chi ve l'ha mandato.")
    return _invitation_page(request, session, *found, problem="")


def _invitation_page(
    request: Request, session: Session, invitation: Invitation, body: Ets, problem: str
) -> Response:
    return page(
        request,
        "ets/invitation.html",
        around=area_around(request.url.path, ("Un invito", None)) if request.state.actor else None,
        status=422 if problem else 200,
        invitation=invitation,
        body=body,
        inviter=session.get_one(Account, invitation.invited_by_id).name,
        address=request.url.path,
        actor=request.state.actor,
        problem=problem,
    )


@router.post("/inviti/{token}", dependencies=[permit(DESCRIBE)])
def accept(
    request: Request, token: str, form: Press, session: WriteSession, actor: ActorDep
) -> Response:
    body = form.attempt(session, lambda _data: accept_invitation(session, actor, token))
    if body is None:
        found = find_invitation(session, token)
        if found is None:
            raise RuleError(EXPIRED)
        return _invitation_page(request, session, *found, problem=" ".join(form.general))
    return redirect(body_address(body), f"Ora potete agire per «{body.name}».")
