"""Passwords looked at before the transaction opens: Argon2id takes 0.2 s and 64 MB."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool

from app.core.security.actor import Actor
from app.core.security.passwords import hash_password, password_problem, verify_password
from app.core.web.deps import ActorDep, ServicesDep
from app.core.web.forms import Bound, bind
from app.core.web.services import Services
from app.people.accounts.actions.sign_in import Caller, check_tries
from app.people.accounts.forms import (
    ChangePasswordForm,
    NewPasswordForm,
    RegisterForm,
    SignInForm,
)
from app.people.accounts.models import Account
from app.people.accounts.queries import find_account
from app.people.accounts.web import caller_of


@dataclass(frozen=True, slots=True)
class PasswordTry:
    """What came of comparing: `right` also says that there is such an account."""

    email: str
    right: bool
    caller: Caller


def _compare(services: Services, form: SignInForm, caller: Caller) -> PasswordTry:
    with services.store.reading() as session:
        check_tries(session, form.email, caller)
        account = find_account(session, form.email)
        digest = account.password_hash if account and not account.disabled_at else None
    return PasswordTry(form.email, verify_password(form.password, digest), caller)


async def password_try(
    request: Request,
    services: ServicesDep,
    form: Annotated[Bound[SignInForm], bind(SignInForm)],
) -> PasswordTry | None:
    """The outcome of the password in `form`, or None where the form itself is wrong."""
    if form.data is None:
        return None
    return await run_in_threadpool(_compare, services, form.data, caller_of(request))


PasswordTryDep = Annotated[PasswordTry | None, Depends(password_try)]


async def _hashed(form: Bound[Any], *personal: str) -> str:
    if form.data is None:
        return ""
    problem = password_problem(form.data.password, *personal)
    if problem is not None:
        form.errors["password"] = problem
        return ""
    return await run_in_threadpool(hash_password, form.data.password)


async def registering_hash(
    form: Annotated[Bound[RegisterForm], bind(RegisterForm)],
) -> tuple[Bound[RegisterForm], str]:
    """The form and the hash of its password; a weak one is the form's error."""
    data = form.data
    words = (data.given_name, data.family_name, data.email.split("@")[0]) if data else ()
    return form, await _hashed(form, *words)


async def new_password_hash(
    form: Annotated[Bound[NewPasswordForm], bind(NewPasswordForm)],
) -> tuple[Bound[NewPasswordForm], str]:
    """The form and the hash of the new password; a weak one is the form's error."""
    return form, await _hashed(form)


@dataclass(frozen=True, slots=True)
class PasswordChange:
    """A change that was asked for: whether the old password is `right`, and the new one's hash."""

    form: Bound[ChangePasswordForm]
    right: bool
    password_hash: str
    caller: Caller


def _compare_own(services: Services, actor: Actor, password: str, caller: Caller) -> bool:
    with services.store.reading() as session:
        check_tries(session, actor.email, caller)
        digest = session.get_one(Account, actor.account_id).password_hash
    return verify_password(password, digest)


async def password_change(
    request: Request,
    services: ServicesDep,
    form: Annotated[Bound[ChangePasswordForm], bind(ChangePasswordForm)],
    actor: ActorDep,
) -> PasswordChange:
    """Compares the old password and hashes the new one. Raises TooManyError after many tries."""
    caller = caller_of(request)
    if form.data is None:
        return PasswordChange(form, False, "", caller)
    old = form.data.old_password
    right = await run_in_threadpool(_compare_own, services, actor, old, caller)
    words = (*actor.name.split(), actor.email.split("@")[0])
    return PasswordChange(form, right, await _hashed(form, *words) if right else "", caller)


PasswordChangeDep = Annotated[PasswordChange, Depends(password_change)]
Registering = Annotated[tuple[Bound[RegisterForm], str], Depends(registering_hash)]
NewPassword = Annotated[tuple[Bound[NewPasswordForm], str], Depends(new_password_hash)]
