"""Coming in with SPID or CIE. Source: CAD art. 65 c. 1 lett. b."""

from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import RedirectResponse, Response

from app.core.web.deps import (
    ActorDep,
    MaybeActor,
    ReadSession,
    ServicesDep,
    WriteSession,
    permit,
)
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.core.web.services import Services
from app.people.accounts.actions.identify import (
    WAITS,
    come_in,
    get_pending,
    make_account,
    tie_identity,
)
from app.people.accounts.forms import ConfirmForm, NewIdentityForm
from app.people.accounts.identity_steps import (
    DepartureDep,
    ReturnedDep,
    cookie_of,
    remember,
    set_cookie,
)
from app.people.accounts.models import Account, PendingIdentity
from app.people.accounts.permissions import ENTER, OWN
from app.people.accounts.web import caller_of, local_address, set_session_cookie

router = APIRouter()
START = "/accedi/spid"
RETURN = f"{START}/ritorno"
NEW = f"{START}/nuovo"
_PENDING = "identita"


@router.get(START, dependencies=[permit(ENTER)])
def leave_for_provider(departure: DepartureDep, services: ServicesDep, dopo: str = "") -> Response:
    address, leaving = departure
    response = RedirectResponse(address, status_code=303)
    remember(response, services, leaving, local_address(dopo))
    return response


@router.get(RETURN, dependencies=[permit(ENTER)])
def come_back(
    request: Request, back: ReturnedDep, session: WriteSession, services: ServicesDep
) -> Response:
    """The named exception to "GET never changes": only what this browser left with comes in."""
    token, pending = come_in(session, back.found, caller_of(request), services.secret)
    if token:
        response = redirect(back.then or "/area-personale", "Siete entrati.")
        set_session_cookie(response, services, token)
    else:
        response = redirect(f"{NEW}?dopo={back.then}")
        set_cookie(response, services, _PENDING, pending, int(WAITS.total_seconds()))
    set_cookie(response, services, "andata", "", 0)
    return response


def _pending(request: Request, session: Session, services: Services) -> PendingIdentity:
    return get_pending(session, _token(request, services))


def _token(request: Request, services: Services) -> str:
    return request.cookies.get(cookie_of(services, _PENDING), "")


@router.get(NEW, dependencies=[permit(ENTER)])
def new_person_page(
    request: Request,
    session: ReadSession,
    services: ServicesDep,
    actor: MaybeActor,
    dopo: str = "",
) -> Response:
    pending = _pending(request, session, services)
    form = empty(NewIdentityForm, email=pending.email, dopo=local_address(dopo))
    return _new_page(request, pending, form, dopo=dopo)


def _new_page(
    request: Request, pending: PendingIdentity, form: Bound[NewIdentityForm], *, dopo: str
) -> Response:
    actor = request.state.actor
    return page(
        request,
        "accounts/new_identity.html",
        status=form.status,
        form=form,
        pending=pending,
        here=NEW,
        dopo=local_address(dopo),
        email=actor.email if actor else "",
    )


@router.post(NEW, dependencies=[permit(ENTER)])
def new_person(
    request: Request,
    form: Annotated[Bound[NewIdentityForm], bind(NewIdentityForm)],
    session: WriteSession,
    services: ServicesDep,
    actor: MaybeActor,
) -> Response:
    pending = _pending(request, session, services)
    then = local_address(form.data.dopo) if form.data else ""
    waiting, caller = _token(request, services), caller_of(request)
    token = form.attempt(
        session, lambda data: make_account(session, waiting, data.email, caller, then)
    )
    if token is None:
        return _new_page(request, pending, form, dopo=then)
    if not token:
        return redirect("/registrati/posta")
    response = redirect(then or "/area-personale", "Benvenuti: il vostro accesso è pronto.")
    set_session_cookie(response, services, token)
    set_cookie(response, services, _PENDING, "", 0)
    return response


@router.post(f"{START}/collega", dependencies=[permit(OWN)])
def tie(
    request: Request,
    form: Annotated[Bound[ConfirmForm], bind(ConfirmForm)],
    session: WriteSession,
    services: ServicesDep,
    actor: ActorDep,
    dopo: str = "",
) -> Response:
    account = session.get_one(Account, actor.account_id)
    here = request.cookies.get(services.session_cookie, "")
    token = tie_identity(session, account, _token(request, services), caller_of(request), here)
    words = "L'identità è collegata: ora entrate anche con SPID o CIE."
    response = redirect(local_address(dopo) or "/area-personale", words)
    set_session_cookie(response, services, token)
    set_cookie(response, services, _PENDING, "", 0)
    return response
