"""Signing in and out, and the second factor."""

from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.errors import SignInNeededError
from app.core.security import totp
from app.core.web.deps import ReadSession, ServicesDep, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.core.web.services import Services, services_of
from app.people.accounts.actions.sign_in import (
    WRONG,
    enrol_second_factor,
    give_code,
    open_sign_in,
    record_failure,
    sign_out,
)
from app.people.accounts.credentials import PasswordTryDep
from app.people.accounts.forms import CodeForm, ConfirmForm, SignInForm
from app.people.accounts.models import Account, SignIn
from app.people.accounts.permissions import ENTER
from app.people.accounts.queries import find_account, find_sign_in
from app.people.accounts.web import caller_of, local_address, set_session_cookie

router = APIRouter()
CODE_PAGE = "/accedi/codice"


@router.get("/accedi", dependencies=[permit(ENTER)])
def sign_in_page(request: Request, dopo: str = "") -> Response:
    form = empty(SignInForm, dopo=local_address(dopo))
    return _sign_in_page(request, form)


def _sign_in_page(request: Request, form: Bound[SignInForm], *, status: int = 200) -> Response:
    oidc = services_of(request).oidc
    label = oidc.provider.label if oidc else ""
    return page(request, "accounts/sign_in.html", status=status, form=form, provider=label)


@router.post("/accedi", dependencies=[permit(ENTER)])
def sign_in(
    request: Request,
    form: Annotated[Bound[SignInForm], bind(SignInForm)],
    tried: PasswordTryDep,
    session: WriteSession,
    services: ServicesDep,
) -> Response:
    if form.data is None or tried is None:
        return _sign_in_page(request, form, status=422)
    account = find_account(session, tried.email)
    if account is None or not tried.right:
        record_failure(session, tried.email, tried.caller, account)
        form.general.append(WRONG)
        return _sign_in_page(request, form, status=422)
    token = open_sign_in(session, account, tried.caller)
    target = local_address(form.data.dopo)
    if account.totp_secret is not None or services.needs_second_factor(session, account.pk):
        target = f"{CODE_PAGE}?dopo={target}"
    response = redirect(target or "/area-personale")
    set_session_cookie(response, services, token)
    return response


@router.get(CODE_PAGE, dependencies=[permit(ENTER)])
def code_page(
    request: Request, session: ReadSession, services: ServicesDep, dopo: str = ""
) -> Response:
    _, account = _waiting(request, session, services)
    secret = totp.new_secret() if account.totp_secret is None else ""
    form = empty(CodeForm, dopo=local_address(dopo), segreto=secret)
    return _code_page(request, account, form)


@router.post(CODE_PAGE, dependencies=[permit(ENTER)])
def code(
    request: Request,
    form: Annotated[Bound[CodeForm], bind(CodeForm)],
    session: WriteSession,
    services: ServicesDep,
) -> Response:
    sign_in, account = _waiting(request, session, services)
    caller = caller_of(request)

    def accept(data: CodeForm) -> str:
        if account.totp_secret is None:
            return enrol_second_factor(session, account, sign_in, caller, data.segreto, data.codice)
        return give_code(session, account, sign_in, caller, data.codice)

    token = form.attempt(session, accept)
    if token is None or form.data is None:
        session.refresh(account)
        return _code_page(request, account, form)
    response = redirect(local_address(form.data.dopo) or "/area-personale")
    set_session_cookie(response, services, token)
    return response


def _waiting(request: Request, session: Session, services: Services) -> tuple[SignIn, Account]:
    """The session that still lacks its second factor. Raises SignInNeededError."""
    found = find_sign_in(session, request.cookies.get(services.session_cookie, ""))
    if found is None:
        raise SignInNeededError
    return found


def _code_page(request: Request, account: Account, form: Bound[CodeForm]) -> Response:
    secret = form.values.get("segreto", "") if account.totp_secret is None else ""
    uri = totp.enrolment_uri(secret, account.email) if secret else ""
    return page(
        request,
        "accounts/code.html",
        status=form.status if form.values.get("codice") is not None else 200,
        form=form,
        secret=secret,
        picture=totp.enrolment_picture(uri) if uri else "",
    )


@router.post("/esci", dependencies=[permit(ENTER)])
def leave(
    request: Request,
    form: Annotated[Bound[ConfirmForm], bind(ConfirmForm)],
    session: WriteSession,
    services: ServicesDep,
) -> Response:
    sign_out(session, request.cookies.get(services.session_cookie, ""))
    response = redirect("/", "Siete usciti.")
    set_session_cookie(response, services, "")
    response.headers["clear-site-data"] = '"cache", "storage"'
    return response
