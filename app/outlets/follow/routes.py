"""Following a procedure by e-mail: asking, confirming, wishing otherwise, leaving."""

from typing import Annotated, Any

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.web.deps import ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.outlets.follow.actions import (
    ask_to_follow,
    change_wish,
    confirm_follow,
    is_expired,
    leave_follow,
)
from app.outlets.follow.emails import PAGE
from app.outlets.follow.enums import Rhythm
from app.outlets.follow.forms import ConfirmForm, FollowForm, LeaveForm, WishForm
from app.outlets.follow.models import Follow
from app.outlets.follow.permissions import FOLLOW
from app.outlets.follow.queries import find_confirming, find_leaving
from app.steps.procedures.navigation import FEED, public_address, public_around
from app.steps.procedures.queries import Here, get_public, list_tavoli

router = APIRouter(prefix="/{authority}/{procedure}/segui")
# The press of a mail program comes from elsewhere; its own token says for whom (RFC 8058).
FROM_ELSEWHERE = r"/[^/]+/[^/]+/segui/lascia/[\w-]{20,64}"


@router.get("", dependencies=[permit(FOLLOW)])
def follow_page(
    request: Request, authority: str, procedure: str, session: ReadSession, tavolo: str = ""
) -> Response:
    """`tavolo` is the one that a tavolo's own page asks to follow."""
    here = get_public(session, authority, procedure)
    form = empty(FollowForm, tavolo=tavolo, rhythm=Rhythm.AT_ONCE)
    return _page(request, session, here, form)


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
        return _page(request, session, here, form)
    return redirect(public_address(here, f"{PAGE}/posta"))


def _page(request: Request, session: Session, here: Here, form: Bound[FollowForm]) -> Response:
    return page(
        request,
        "follow/follow.html",
        around=public_around(here, public_address(here, PAGE), ("Seguite", None)),
        status=form.status,
        here=here,
        form=form,
        feed=public_address(here, FEED),
        **_choices(session, here),
    )


def _choices(session: Session, here: Here) -> dict[str, Any]:
    """What one may wish; the feed of each tavolo beside it."""
    tavoli = list_tavoli(session, here.procedure.pk)
    return {
        "tavoli": [(each.public_id, each.name) for each in tavoli],
        "feeds": [(each.name, public_address(here, f"/feed/{each.slug}.atom")) for each in tavoli],
        "rhythms": [(each.value, each.label) for each in Rhythm],
    }


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
    view: dict[str, Any] = {
        "begun": begun,
        "leave": leave,
        "wished": _wish_words(session, here, found),
    }
    return _step(request, here, "follow/confirm.html", valid=valid, **view)


def _wish_words(session: Session, here: Here, found: Follow | None) -> list[tuple[str, str]]:
    """What was asked for when following, to be seen before it is confirmed and after."""
    if found is None:
        return []
    names = {each.pk: f"Il tavolo {each.name}" for each in list_tavoli(session, here.procedure.pk)}
    what = names.get(found.tavolo_id or 0, "Tutto il procedimento")
    return [("Che cosa", what), ("Quando", found.rhythm.label)]


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


@router.get("/preferenze/{token}", dependencies=[permit(FOLLOW)])
def wish_page(
    request: Request, authority: str, procedure: str, token: str, session: ReadSession
) -> Response:
    here = get_public(session, authority, procedure)
    found = find_leaving(session, here.procedure.pk, token)
    return _wish_page(request, session, here, found, _wished(session, here, found))


@router.post("/preferenze/{token}", dependencies=[permit(FOLLOW)])
def wish(
    request: Request,
    authority: str,
    procedure: str,
    token: str,
    form: Annotated[Bound[WishForm], bind(WishForm)],
    session: WriteSession,
) -> Response:
    here = get_public(session, authority, procedure)
    form.attempt(session, lambda data: change_wish(session, here, token, data))
    if not form.ok:
        found = find_leaving(session, here.procedure.pk, token)
        return _wish_page(request, session, here, found, form)
    return redirect(
        public_address(here, f"{PAGE}/preferenze/{token}"), "Fatto: da ora vi scriviamo così."
    )


def _wished(session: Session, here: Here, found: Follow | None) -> Bound[WishForm]:
    """What a follower wishes today."""
    tavoli = {each.pk: each.public_id for each in list_tavoli(session, here.procedure.pk)}
    if found is None:
        return empty(WishForm)
    return empty(WishForm, tavolo=tavoli.get(found.tavolo_id or 0, ""), rhythm=found.rhythm)


def _wish_page(
    request: Request, session: Session, here: Here, found: Follow | None, form: Bound[WishForm]
) -> Response:
    standing = found is not None and found.confirmed_at is not None
    leave = public_address(here, f"{PAGE}/lascia/{found.leave_token}") if found else ""
    view = {"form": form, "standing": standing, "leave": leave, **_choices(session, here)}
    return _step(request, here, "follow/wish.html", status=form.status, **view)


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


def _step(request: Request, here: Here, template: str, status: int = 200, **view: Any) -> Response:
    around = public_around(
        here, public_address(here, PAGE), ("Seguite", PAGE), ("Iscrizione", None)
    )
    return page(request, template, around=around, status=status, here=here, **view)
