"""Coming in through SPID or CIE: a known person, one to be tied, or a new one.

An account is tied only after both were proved: the session here and the identification there.
"""

from datetime import timedelta

from sqlmodel import Session, col, delete, select

from app.core.clock import wall_now
from app.core.errors import InvalidFormError, NotFoundError, RuleError
from app.core.security.oidc import Identified
from app.core.security.tokens import new_token, tax_code_hash, token_hash
from app.people.accounts.actions.register import (
    create_account,
    request_registration,
    tie_account,
)
from app.people.accounts.actions.sign_in import Caller, open_sign_in, sign_out
from app.people.accounts.models import Account, Identity, PendingIdentity
from app.people.accounts.queries import find_account, find_pending

WAITS = timedelta(minutes=30)
GONE = "Il tempo per collegare l'identità è scaduto."
REMEDY = "Entrate di nuovo con SPID o CIE."


def come_in(session: Session, found: Identified, caller: Caller, secret: str) -> tuple[str, str]:
    """A session's token for a known person, or else the token of a pending identity.

    Raises RuleError where the account was closed.
    """
    code_hash = tax_code_hash(secret, found.tax_code)
    row = session.exec(
        select(Identity, Account)
        .join(Account, col(Identity.account_id) == col(Account.id))
        .where(Identity.code_hash == code_hash)
    ).first()
    if row is not None:
        identity, account = row
        if account.disabled_at is not None:
            raise RuleError("Questo accesso è stato chiuso.", remedy="Scrivete all'ufficio.")
        token = open_sign_in(
            session, account, caller, strong=found.strong, identity=identity, level=found.level
        )
        return token, ""
    return "", _hold(session, found, code_hash)


def _hold(session: Session, found: Identified, code_hash: str) -> str:
    token, now = new_token(), wall_now()
    session.connection().execute(delete(PendingIdentity).where(col(PendingIdentity.ends_at) < now))
    session.add(
        PendingIdentity(
            token_hash=token_hash(token),
            code_hash=code_hash,
            tail=found.tax_code[-4:],
            issuer=found.issuer,
            given_name=found.given_name,
            family_name=found.family_name,
            email=found.email,
            email_verified=found.email_verified,
            level=found.level,
            strong=found.strong,
            ends_at=now + WAITS,
        )
    )
    return token


def get_pending(session: Session, token: str) -> PendingIdentity:
    """Who is waiting to be tied. Raises NotFoundError once the time is over."""
    found = find_pending(session, token)
    if found is None:
        raise NotFoundError(GONE, remedy=REMEDY)
    return found


def tie_identity(
    session: Session, account: Account, token: str, caller: Caller, session_token: str
) -> str:
    """Tie the waiting identity to the account of the open session; gives a new session's token.

    Raises RuleError when either already belongs to somebody else.
    """
    pending = get_pending(session, token)
    identity = _tie(session, account, pending)
    sign_out(session, session_token)
    return _open(session, account, pending, identity, caller)


def _tie(session: Session, account: Account, pending: PendingIdentity) -> Identity:
    taken = session.exec(
        select(Identity).where(
            (col(Identity.account_id) == account.pk)
            | (col(Identity.code_hash) == pending.code_hash)
        )
    ).first()
    if taken is not None:
        raise RuleError(
            "Questo accesso, o questa identità, è già collegato: ogni persona ne ha uno solo.",
            remedy="Uscite ed entrate con SPID o CIE: arriverete all'accesso già collegato.",
        )
    return tie_account(session, account, **_said(pending))


def _said(pending: PendingIdentity) -> dict[str, str]:
    return {"code_hash": pending.code_hash, "tail": pending.tail, "issuer": pending.issuer}


def _open(
    session: Session,
    account: Account,
    pending: PendingIdentity,
    identity: Identity,
    caller: Caller,
) -> str:
    level, strong = pending.level, pending.strong
    session.delete(pending)
    return open_sign_in(session, account, caller, strong=strong, identity=identity, level=level)


def make_account(session: Session, token: str, email: str, caller: Caller, then: str) -> str:
    """Make the account of a waiting identity; gives its session's token.

    Where the provider has not verified that very address, we do, by mail: the link makes the
    account and ties it. Gives "" then.
    """
    pending = get_pending(session, token)
    if not pending.given_name or not pending.family_name:
        raise InvalidFormError({}, ("Il fornitore non ha comunicato nome e cognome.",))
    if not (pending.email_verified and email == pending.email) or find_account(session, email):
        request_registration(
            session,
            email=email,
            given_name=pending.given_name,
            family_name=pending.family_name,
            password_hash=None,
            then=then,
            identity=_said(pending),
        )
        return ""
    account = create_account(
        session,
        email=email,
        given_name=pending.given_name,
        family_name=pending.family_name,
        password_hash=None,
    )
    return _open(session, account, pending, _tie(session, account, pending), caller)
