"""The office invites the committee to read an account, and answers what it reads."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.core.web.deps import ActorDep, WriteSession, permit
from app.core.web.forms import Bound, bind
from app.core.web.render import redirect
from app.steps.monitoring.account_routes import show_account
from app.steps.monitoring.actions.readings import (
    invite_committee,
    reply_to_reading,
    revoke_invitation,
)
from app.steps.monitoring.forms import InviteForm, PressForm, ReplyForm
from app.steps.monitoring.navigation import ACCOUNTS
from app.steps.monitoring.permissions import INVITE, PUBLISH
from app.steps.procedures.navigation import office_address
from app.steps.procedures.queries import get_for_office

router = APIRouter(prefix="/ufficio/{authority}/{procedure}" + ACCOUNTS + "/{year}")


@router.post("/inviti", dependencies=[permit(INVITE)])
def invite(
    request: Request,
    authority: str,
    procedure: str,
    year: int,
    form: Annotated[Bound[InviteForm], bind(InviteForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    made = form.attempt(session, partial(invite_committee, session, actor, here, year))
    if made is None:
        return show_account(request, session, here, actor, year, invite=form)
    words = f"Il collegamento è partito per {made.guest_email}."
    return redirect(office_address(here, f"{ACCOUNTS}/{year}#letture"), words)


@router.post("/inviti/{reader}/revoca", dependencies=[permit(INVITE)])
def revoke(
    request: Request,
    authority: str,
    procedure: str,
    year: int,
    reader: str,
    form: Annotated[Bound[PressForm], bind(PressForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form.attempt(session, lambda _: revoke_invitation(session, actor, here, year, reader))
    if not form.ok:
        return show_account(request, session, here, actor, year, press=form)
    words = "Il collegamento non vale più."
    return redirect(office_address(here, f"{ACCOUNTS}/{year}#letture"), words)


@router.post("/letture/{given}/risposta", dependencies=[permit(PUBLISH)])
def reply(
    request: Request,
    authority: str,
    procedure: str,
    year: int,
    given: str,
    form: Annotated[Bound[ReplyForm], bind(ReplyForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form.attempt(session, lambda data: reply_to_reading(session, actor, here, year, given, data))
    if not form.ok:
        return show_account(request, session, here, actor, year, reply=form)
    words = "La risposta è pubblicata accanto alla lettura."
    return redirect(office_address(here, f"{ACCOUNTS}/{year}#letture"), words)
