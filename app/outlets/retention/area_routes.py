"""One's own data: what is held, until when and why, and closing one's own access."""

from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.security.actor import Actor
from app.core.web.deps import ActorDep, ReadSession, ServicesDep, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.outlets.retention.actions import close_account
from app.outlets.retention.forms import CloseForm
from app.outlets.retention.permissions import OWN_DATA
from app.outlets.retention.queries import held_of
from app.outlets.retention.views import own_lines
from app.people.accounts.navigation import HOME, area_around

ADDRESS = f"{HOME}/dati"
router = APIRouter(prefix=ADDRESS)


@router.get("", dependencies=[permit(OWN_DATA)])
def own_data(request: Request, session: ReadSession, actor: ActorDep) -> Response:
    return _page(request, session, actor, empty(CloseForm))


@router.post("/chiudi", dependencies=[permit(OWN_DATA)])
def close(
    request: Request,
    form: Annotated[Bound[CloseForm], bind(CloseForm)],
    session: WriteSession,
    actor: ActorDep,
    services: ServicesDep,
) -> Response:
    form.attempt(session, lambda _: close_account(session, actor))
    if not form.ok:
        return _page(request, session, actor, form)
    response = redirect("/", "Il vostro accesso è chiuso.")
    response.delete_cookie(services.session_cookie)
    return response


def _page(request: Request, session: Session, actor: Actor, form: Bound[CloseForm]) -> Response:
    return page(
        request,
        "retention/own.html",
        around=area_around(ADDRESS, ("I miei dati", None)),
        status=form.status,
        address=ADDRESS,
        form=form,
        lines=own_lines(held_of(session, actor)),
    )
