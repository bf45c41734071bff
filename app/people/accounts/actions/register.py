"""Registering with a verified e-mail, and a new password by mail.

The same answer is given for known and unknown addresses; only the mail differs.
Passwords arrive here hashed: hashing takes 0.2 s and does not belong in a transaction.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlmodel import Session

from app.core.clock import wall_now
from app.core.errors import NotFoundError
from app.core.events import emit
from app.core.security.throttle import take_turn
from app.core.security.tokens import new_token, token_hash
from app.people.accounts import emails
from app.people.accounts.actions.sign_in import end_other_sign_ins
from app.people.accounts.events import AccountRegistered, IdentityTied, PasswordChanged
from app.people.accounts.models import Account, Identity, Verification, VerificationKind
from app.people.accounts.queries import find_account, find_identity_of, find_verification

GOOD_FOR = timedelta(hours=24)
RESET_GOOD_FOR = timedelta(hours=1)
MAILS_A_DAY = 5
EXPIRED = "Questo collegamento è scaduto o è già stato usato."


def create_account(
    session: Session, *, email: str, given_name: str, family_name: str, password_hash: str | None
) -> Account:
    """A verified account. Raises IntegrityError when the address has one already."""
    account = Account(
        email=email.casefold(),
        given_name=given_name,
        family_name=family_name,
        password_hash=password_hash,
    )
    session.add(account)
    session.flush()
    emit(session, AccountRegistered(actor_ref=account.public_id, subject=account.public_id))
    return account


def request_registration(
    session: Session,
    *,
    email: str,
    given_name: str,
    family_name: str,
    password_hash: str | None,
    then: str = "",
    identity: Mapping[str, str] | None = None,
) -> None:
    """Send the link that confirms the address; raises TooManyError past a few a day.

    `then` is the local address to go to once confirmed, `identity` what SPID or CIE said.
    """
    _limit_mails(session, email)
    account = find_account(session, email)
    if account is not None:
        emails.already_registered(session, account)
        return
    details = {
        "given_name": given_name,
        "family_name": family_name,
        "password_hash": password_hash,
        "then": then,
        "identity": dict(identity or {}),
    }
    token = _issue(session, VerificationKind.REGISTER, email, GOOD_FOR, details)
    emails.confirm_registration(session, email, given_name, token)


def confirm_registration(session: Session, token: str) -> tuple[Account, str]:
    """Make the account that the link stands for, and say where to go next (or "").

    Raises NotFoundError for a dead link.
    """
    link = find_verification(session, token, VerificationKind.REGISTER, lock=True)
    if link is None:
        raise NotFoundError(EXPIRED, remedy="Registratevi di nuovo: vi scriviamo subito.")
    link.used_at = wall_now()
    session.add(link)
    details = dict(link.details)
    then = str(details.pop("then"))
    said = details.pop("identity", {})
    account = find_account(session, link.email)
    if account is None:
        account = create_account(session, email=link.email, **details)
        if said and find_identity_of(session, said["code_hash"]) is None:
            tie_account(session, account, **said)
    link.details = {}
    return account, then


def tie_account(
    session: Session, account: Account, *, code_hash: str, tail: str, issuer: str
) -> Identity:
    """Write down who SPID or CIE says the account is."""
    identity = Identity(account_id=account.pk, code_hash=code_hash, tail=tail, issuer=issuer)
    session.add(identity)
    session.flush()
    emit(session, IdentityTied(actor_ref=account.public_id, subject=account.public_id))
    return identity


def request_reset(session: Session, email: str) -> None:
    """Send the link for a new password, if the address has an account."""
    _limit_mails(session, email)
    account = find_account(session, email)
    if account is not None:
        token = _issue(session, VerificationKind.RESET, email, RESET_GOOD_FOR, {})
        emails.reset_password(session, account, token)


def reset_password(session: Session, token: str, password_hash: str) -> Account:
    """Set the new password and end every open session. Raises NotFoundError for a dead link."""
    link = find_verification(session, token, VerificationKind.RESET, lock=True)
    account = find_account(session, link.email) if link else None
    if link is None or account is None:
        raise NotFoundError(EXPIRED, remedy="Chiedete un nuovo collegamento.")
    link.used_at = wall_now()
    session.add(link)
    change_password(session, account, password_hash, but=None)
    return account


def change_password(
    session: Session, account: Account, password_hash: str, *, but: str | None
) -> None:
    """Replace the password; every session but the one of token `but` ends."""
    account.password_hash = password_hash
    session.add(account)
    end_other_sign_ins(session, account.pk, but)
    emit(session, PasswordChanged(actor_ref=account.public_id, subject=account.public_id))
    emails.password_changed(session, account)


def _limit_mails(session: Session, email: str) -> None:
    key = f"mail:account:{email}"
    take_turn(session, key, limit=MAILS_A_DAY, window=timedelta(days=1))


def _issue(
    session: Session, kind: VerificationKind, email: str, lasts: timedelta, details: dict[str, Any]
) -> str:
    token = new_token()
    session.add(
        Verification(
            kind=kind,
            token_hash=token_hash(token),
            email=email,
            details=details,
            ends_at=wall_now() + lasts,
        )
    )
    return token
