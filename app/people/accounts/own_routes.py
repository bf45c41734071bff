"""One's own access: name, password, open sessions, second factor."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.security.actor import Actor
from app.core.security.tokens import token_hash
from app.core.web.deps import ActorDep, ReadSession, ServicesDep, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.core.web.services import Services, services_of
from app.people.accounts.actions.own import change_name, change_own_password
from app.people.accounts.actions.sign_in import end_other_sign_ins, end_sign_in
from app.people.accounts.credentials import PasswordChangeDep
from app.people.accounts.forms import ChangePasswordForm, ConfirmForm, NameForm
from app.people.accounts.models import Account
from app.people.accounts.navigation import ACCESS, area_around
from app.people.accounts.permissions import OWN
from app.people.accounts.queries import find_identity, list_sign_ins
from app.people.accounts.views import session_rows

router = APIRouter(prefix=ACCESS)


def _token(request: Request, services: Services) -> str:
    return request.cookies.get(services.session_cookie, "")


@router.get("", dependencies=[permit(OWN)])
def access_page(request: Request, session: ReadSession, actor: ActorDep) -> Response:
    return _page(request, session, actor)


def _page(
    request: Request,
    session: Session,
    actor: Actor,
    *,
    name_form: Bound[NameForm] | None = None,
    password_form: Bound[ChangePasswordForm] | None = None,
) -> Response:
    account = session.get_one(Account, actor.account_id)
    refused = name_form or password_form
    name_form = name_form or empty(
        NameForm, given_name=account.given_name, family_name=account.family_name
    )
    sessions = list_sign_ins(session, account.pk)
    return page(
        request,
        "accounts/access.html",
        around=area_around(request.url.path, ("Il mio accesso", None)),
        status=refused.status if refused else 200,
        account=account,
        refused=refused,
        name_form=name_form,
        password_form=password_form or empty(ChangePasswordForm),
        provider=oidc.provider.label if (oidc := services_of(request).oidc) else "",
        identity=find_identity(session, account.pk),
        sessions=session_rows(sessions, token_hash(_token(request, services_of(request)))),
        address=ACCESS,
    )


@router.post("/nome", dependencies=[permit(OWN)])
def rename(
    request: Request,
    form: Annotated[Bound[NameForm], bind(NameForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    account = session.get_one(Account, actor.account_id)
    form.attempt(session, partial(change_name, session, account))
    if not form.ok:
        return _page(request, session, actor, name_form=form)
    return redirect(ACCESS, "Il vostro nome è salvato.")


@router.post("/password", dependencies=[permit(OWN)])
def password(
    request: Request,
    change: PasswordChangeDep,
    session: WriteSession,
    services: ServicesDep,
    actor: ActorDep,
) -> Response:
    account = session.get_one(Account, actor.account_id)
    form = change.form
    if form.ok:
        form.attempt(
            session,
            lambda _data: change_own_password(
                session,
                account,
                right=change.right,
                password_hash=change.password_hash,
                caller=change.caller,
                token=_token(request, services),
            ),
        )
    if not form.ok:
        return _page(request, session, actor, password_form=form)
    return redirect(ACCESS, "La nuova password è salvata; le altre sessioni sono chiuse.")


@router.post("/sessioni/chiudi-le-altre", dependencies=[permit(OWN)])
def close_others(
    request: Request,
    form: Annotated[Bound[ConfirmForm], bind(ConfirmForm)],
    session: WriteSession,
    services: ServicesDep,
    actor: ActorDep,
) -> Response:
    end_other_sign_ins(session, actor.account_id, _token(request, services))
    return redirect(ACCESS, "Le altre sessioni sono chiuse.")


@router.post("/sessioni/{opened}/chiudi", dependencies=[permit(OWN)])
def close_one(
    opened: str,
    form: Annotated[Bound[ConfirmForm], bind(ConfirmForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    end_sign_in(session, actor.account_id, opened)
    return redirect(ACCESS, "La sessione è chiusa.")
