"""Who works in an authority's office: invited, given another role, ended."""

from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.security.actor import Actor
from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.people.authorities.actions import (
    change_role,
    end_role,
    invite_staff,
    withdraw_staff_invitation,
)
from app.people.authorities.forms import InviteStaffForm, PressForm, RoleForm
from app.people.authorities.models import Authority
from app.people.authorities.navigation import settings_address, settings_around
from app.people.authorities.permissions import SETTINGS
from app.people.authorities.queries import (
    get_own_authority,
    get_staff_invitation,
    get_staff_role,
    list_ended_roles,
    list_staff_invitations,
    list_standing_roles,
)
from app.people.authorities.views import ROLE_OPTIONS

router = APIRouter(prefix="/ufficio/{authority}/impostazioni")
Press = Annotated[Bound[PressForm], bind(PressForm)]


@router.get("/persone", dependencies=[permit(SETTINGS)])
def staff_page(request: Request, authority: str, session: ReadSession, actor: ActorDep) -> Response:
    found = get_own_authority(session, actor, authority)
    return _staff_page(request, session, actor, found, empty(InviteStaffForm))


@router.post("/persone", dependencies=[permit(SETTINGS)])
def invite(
    request: Request,
    authority: str,
    form: Annotated[Bound[InviteStaffForm], bind(InviteStaffForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    found = get_own_authority(session, actor, authority, lock=True)
    form.attempt(session, lambda data: invite_staff(session, actor, found, data))
    if not form.ok or form.data is None:
        return _staff_page(request, session, actor, found, form)
    return redirect(
        settings_address(found, "/persone"), f"L'invito è partito per {form.data.email}."
    )


def _staff_page(
    request: Request,
    session: Session,
    actor: Actor,
    authority: Authority,
    form: Bound[InviteStaffForm],
    problem: str = "",
) -> Response:
    return page(
        request,
        "authorities/staff.html",
        around=settings_around(authority, "/persone", ("Persone dell'ufficio", None)),
        status=422 if problem else form.status,
        form=form,
        problem=problem,
        roles=ROLE_OPTIONS,
        staff=list_standing_roles(session, authority.pk),
        ended=list_ended_roles(session, authority.pk),
        invitations=list_staff_invitations(session, authority.pk),
        base=settings_address(authority, "/persone"),
        actor=actor,
    )


@router.post("/persone/{staff}/ruolo", dependencies=[permit(SETTINGS)])
def save_role(
    request: Request,
    authority: str,
    staff: str,
    form: Annotated[Bound[RoleForm], bind(RoleForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    found = get_own_authority(session, actor, authority, lock=True)
    held = get_staff_role(session, found.pk, staff)
    form.attempt(session, lambda data: change_role(session, actor, found, held, data))
    return _after_staff(request, session, actor, found, form, "Il ruolo è cambiato.")


@router.post("/persone/{staff}/termina", dependencies=[permit(SETTINGS)])
def stop_role(
    request: Request,
    authority: str,
    staff: str,
    form: Press,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    found = get_own_authority(session, actor, authority, lock=True)
    held = get_staff_role(session, found.pk, staff)
    form.attempt(session, lambda _data: end_role(session, actor, found, held))
    told = "Fatto: questa persona non lavora più nell'ufficio."
    return _after_staff(request, session, actor, found, form, told)


def _after_staff(
    request: Request,
    session: Session,
    actor: Actor,
    authority: Authority,
    form: Bound[RoleForm] | Bound[PressForm],
    told: str,
) -> Response:
    if not form.ok:
        problem = " ".join([*form.general, *form.errors.values()])
        shown = empty(InviteStaffForm)
        return _staff_page(request, session, actor, authority, shown, problem=problem)
    return redirect(settings_address(authority, "/persone"), told)


@router.post("/inviti/{staff_invitation}/ritira", dependencies=[permit(SETTINGS)])
def withdraw(
    authority: str, staff_invitation: str, form: Press, session: WriteSession, actor: ActorDep
) -> Response:
    found = get_own_authority(session, actor, authority)
    sent = get_staff_invitation(session, found.pk, staff_invitation)
    withdraw_staff_invitation(session, actor, found, sent)
    return redirect(
        settings_address(found, "/persone"), "L'invito è ritirato: il collegamento non vale più."
    )
