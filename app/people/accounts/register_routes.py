"""Registering with a verified e-mail, and a new password by mail."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.core.web.deps import ServicesDep, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.people.accounts.actions.register import (
    confirm_registration,
    request_registration,
    request_reset,
    reset_password,
)
from app.people.accounts.actions.sign_in import open_sign_in
from app.people.accounts.credentials import NewPassword, Registering
from app.people.accounts.forms import ConfirmForm, EmailForm, NewPasswordForm, RegisterForm
from app.people.accounts.permissions import ENTER
from app.people.accounts.web import caller_of, local_address, set_session_cookie

router = APIRouter()


@router.get("/registrati", dependencies=[permit(ENTER)])
def register_page(request: Request, dopo: str = "") -> Response:
    form = empty(RegisterForm, dopo=local_address(dopo))
    return page(request, "accounts/register.html", form=form)


@router.post("/registrati", dependencies=[permit(ENTER)])
def register(request: Request, hashed: Registering, session: WriteSession) -> Response:
    form, password_hash = hashed
    if form.ok:
        form.attempt(
            session,
            lambda data: request_registration(
                session,
                email=data.email,
                given_name=data.given_name,
                family_name=data.family_name,
                password_hash=password_hash,
                then=local_address(data.dopo),
            ),
        )
    if not form.ok:
        return page(request, "accounts/register.html", status=422, form=form)
    return redirect("/registrati/posta")


@router.get("/registrati/posta", dependencies=[permit(ENTER)])
def mail_sent_page(request: Request) -> Response:
    return page(request, "accounts/mail_sent.html")


@router.get("/registrati/conferma/{token}", dependencies=[permit(ENTER)])
def confirm_page(request: Request, token: str) -> Response:
    """A button, not the link itself, makes the account: mail scanners follow links."""
    return page(request, "accounts/confirm.html")


@router.post("/registrati/conferma/{token}", dependencies=[permit(ENTER)])
def confirm(
    request: Request,
    token: str,
    form: Annotated[Bound[ConfirmForm], bind(ConfirmForm)],
    session: WriteSession,
    services: ServicesDep,
) -> Response:
    account, then = confirm_registration(session, token)
    response = redirect(then or "/area-personale", "Benvenuti: il vostro indirizzo è confermato.")
    set_session_cookie(response, services, open_sign_in(session, account, caller_of(request)))
    return response


@router.get("/password", dependencies=[permit(ENTER)])
def forgotten_page(request: Request) -> Response:
    return page(request, "accounts/forgotten.html", form=empty(EmailForm))


@router.post("/password", dependencies=[permit(ENTER)])
def forgotten(
    request: Request,
    form: Annotated[Bound[EmailForm], bind(EmailForm)],
    session: WriteSession,
) -> Response:
    form.attempt(session, lambda data: request_reset(session, data.email))
    if not form.ok:
        return page(request, "accounts/forgotten.html", status=422, form=form)
    return redirect("/registrati/posta")


@router.get("/password/{token}", dependencies=[permit(ENTER)])
def new_password_page(request: Request, token: str) -> Response:
    return page(request, "accounts/new_password.html", form=empty(NewPasswordForm))


@router.post("/password/{token}", dependencies=[permit(ENTER)])
def new_password(
    request: Request, token: str, hashed: NewPassword, session: WriteSession
) -> Response:
    form, password_hash = hashed
    if form.ok:
        act = partial(reset_password, session, token, password_hash)
        form.attempt(session, lambda _data: act())
    if not form.ok:
        return page(request, "accounts/new_password.html", status=422, form=form)
    return redirect("/accedi", "La nuova password è salvata: accedete.")
