"""Following a procedure by e-mail: asking, confirming, leaving."""

from typing import Annotated, Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.core.web.deps import ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.outlets.follow.actions import ask_to_follow, confirm_follow, is_expired, leave_follow
from app.outlets.follow.emails import PAGE
from app.outlets.follow.forms import ConfirmForm, FollowForm, LeaveForm
from app.outlets.follow.permissions import FOLLOW
from app.outlets.follow.queries import find_confirming, find_leaving
from app.steps.procedures.navigation import FEED, public_address, public_around
from app.steps.procedures.queries import Here, get_public

router = APIRouter(prefix="/{authority}/{procedure}/segui")
# The press of a mail program comes from elsewhere; its own token says for whom (RFC 8058).
FROM_ELSEWHERE = r"/[^/]+/[^/]+/segui/lascia/[\w-]{20,64}"


@router.get("", dependencies=[permit(FOLLOW)])
def follow_page(request: Request, authority: str, procedure: str, session: ReadSession) -> Response:
    return _page(request, get_public(session, authority, procedure), empty(FollowForm))


@router.post("", dependencies=[permit(FOLLOW)])
def follow(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[FollowForm], bind(FollowForm)],
    session: WriteSession,
) -> Response:
    here = get_public(session, authority, procedure)
    caller = request.client.host if request.client else ""
    form.attempt(session, lambda data: ask_to_follow(session, here, caller, data))
    if not form.ok:
        return _page(request, here, form)
    return redirect(public_address(here, f"{PAGE}/posta"))


def _page(request: Request, here: Here, form: Bound[FollowForm]) -> Response:
    return page(
        request,
        "follow/follow.html",
        around=public_around(here, public_address(here, PAGE), ("Seguite", None)),
        status=form.status,
        here=here,
        form=form,
        feed=public_address(here, FEED),
    )


@router.get("/posta", dependencies=[permit(FOLLOW)])
def mail_sent_page(
    request: Request, authority: str, procedure: str, session: ReadSession
) -> Response:
    here = get_public(session, authority, procedure)
    return _step(request, here, "follow/sent.html")


@router.get("/conferma/{token}", dependencies=[permit(FOLLOW)])
def confirm_page(
    request: Request, authority: str, procedure: str, token: str, session: ReadSession
) -> Response:
    """A button, not the link itself, begins to follow: mail scanners follow links."""
    here = get_public(session, authority, procedure)
    found = find_confirming(session, here.procedure.pk, token)
    valid = found is not None and not is_expired(found)
    begun = found is not None and found.confirmed_at is not None
    leave = public_address(here, f"{PAGE}/lascia/{found.leave_token}") if found and begun else ""
    return _step(request, here, "follow/confirm.html", valid=valid, begun=begun, leave=leave)


@router.post("/conferma/{token}", dependencies=[permit(FOLLOW)])
def confirm(
    authority: str,
    procedure: str,
    token: str,
    form: Annotated[Bound[ConfirmForm], bind(ConfirmForm)],
    session: WriteSession,
) -> Response:
    here = get_public(session, authority, procedure)
    confirm_follow(session, here, token)
    return redirect(public_address(here, f"{PAGE}/conferma/{token}"))


@router.get("/lascia/{token}", dependencies=[permit(FOLLOW)])
def leave_page(
    request: Request, authority: str, procedure: str, token: str, session: ReadSession
) -> Response:
    here = get_public(session, authority, procedure)
    standing = find_leaving(session, here.procedure.pk, token) is not None
    return _step(request, here, "follow/leave.html", standing=standing)


@router.post("/lascia/{token}", dependencies=[permit(FOLLOW)])
def leave(
    request: Request,
    authority: str,
    procedure: str,
    token: str,
    form: Annotated[Bound[LeaveForm], bind(LeaveForm)],
    session: WriteSession,
) -> Response:
    """Answers 200 without a redirect, as RFC 8058 wants, whether or not the token still stands."""
    here = get_public(session, authority, procedure)
    leave_follow(session, here, token)
    return _step(request, here, "follow/leave.html", standing=False)


def _step(request: Request, here: Here, template: str, **view: Any) -> Response:
    around = public_around(
        here, public_address(here, PAGE), ("Seguite", PAGE), ("Iscrizione", None)
    )
    return page(request, template, around=around, here=here, **view)
