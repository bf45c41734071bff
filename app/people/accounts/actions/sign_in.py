"""Signing in and out: password, then the one-time code where the account has one."""

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, col, delete, update

from app.core.clock import wall_now
from app.core.errors import InvalidFormError
from app.core.events import emit
from app.core.security import totp
from app.core.security.throttle import count_attempt, forget_attempts, refuse_above
from app.core.security.tokens import new_token, token_hash
from app.people.accounts.events import SecondFactorEnrolled, SignedIn, SignInFailed
from app.people.accounts.models import Account, Identity, SignIn
from app.people.accounts.queries import IDLE

LASTS = timedelta(hours=12)
TRIES = 10
WINDOW = timedelta(minutes=15)
WRONG = "E-mail o password non corrette."


@dataclass(frozen=True, slots=True)
class Caller:
    """Where a try comes from: `address` for limits, `device` for the list of sessions."""

    address: str
    device: str


def check_tries(session: Session, email: str, caller: Caller) -> None:
    """Raises TooManyError when this account or address was tried too often."""
    refuse_above(session, f"sign-in:account:{email}", limit=TRIES, window=WINDOW)
    refuse_above(session, f"sign-in:address:{caller.address}", limit=TRIES * 10, window=WINDOW)


def record_failure(session: Session, email: str, caller: Caller, account: Account | None) -> None:
    """Count a failed try; it must survive the refusal."""
    count_attempt(session, f"sign-in:account:{email}", window=WINDOW)
    count_attempt(session, f"sign-in:address:{caller.address}", window=WINDOW)
    emit(session, SignInFailed(actor_ref=account.public_id if account else ""))


def open_sign_in(
    session: Session,
    account: Account,
    caller: Caller,
    *,
    strong: bool = False,
    identity: Identity | None = None,
    level: str = "",
) -> str:
    """A new session for `account`; gives the token for its cookie (only its hash is kept).

    `identity` is how SPID or CIE identified the person just now, at `level`.
    """
    token, now = new_token(), wall_now()
    session.add(
        SignIn(
            token_hash=token_hash(token),
            account_id=account.pk,
            seen_at=now,
            ends_at=now + LASTS,
            device=caller.device,
            strong=strong,
            identity_id=identity.pk if identity else None,
            level=level,
        )
    )
    forget_attempts(session, f"sign-in:account:{account.email}")
    emit(
        session,
        SignedIn(actor_ref=account.public_id, strong=strong, identified=identity is not None),
    )
    return token


def give_code(
    session: Session, account: Account, sign_in: SignIn, caller: Caller, code: str
) -> str:
    """Accept a one-time code once; gives a new token, since rights have risen.

    Raises InvalidFormError (the try is counted and kept) or TooManyError.
    """
    check_tries(session, account.email, caller)
    step = totp.accepted_step(account.totp_secret or "", code, wall_now(), account.totp_last_step)
    if step is None:
        raise InvalidFormError(
            {"codice": "Codice non corretto o già usato: scrivete quello che vedete ora."},
            keep=lambda after: record_failure(after, account.email, caller, account),
        )
    account.totp_last_step = step
    session.add(account)
    session.delete(sign_in)
    return open_sign_in(session, account, caller, strong=True)


def enrol_second_factor(
    session: Session, account: Account, sign_in: SignIn, caller: Caller, secret: str, code: str
) -> str:
    """Tie the authenticator whose `secret` was shown, proved by its first code."""
    account.totp_secret, account.totp_last_step = secret, 0
    token = give_code(session, account, sign_in, caller, code)
    emit(session, SecondFactorEnrolled(actor_ref=account.public_id))
    return token


def sign_out(session: Session, token: str) -> None:
    """End the session of `token`; none is left of it."""
    session.connection().execute(delete(SignIn).where(col(SignIn.token_hash) == token_hash(token)))


def mark_seen(session: Session, token: str) -> None:
    """Move the idle mark of an open session; an ended one stays ended. It is not an event."""
    now = wall_now()
    session.connection().execute(
        update(SignIn)
        .where(col(SignIn.token_hash) == token_hash(token), col(SignIn.seen_at) > now - IDLE)
        .values(seen_at=now)
    )


def end_sign_in(session: Session, account_id: int, public_id: str) -> None:
    """End one of the account's own sessions; it may have ended already."""
    session.connection().execute(
        delete(SignIn).where(
            col(SignIn.account_id) == account_id, col(SignIn.public_id) == public_id
        )
    )


def end_other_sign_ins(session: Session, account_id: int, but: str | None) -> None:
    """End every session of an account, except the one of the token `but`."""
    kept = token_hash(but) if but else ""
    session.connection().execute(
        delete(SignIn).where(col(SignIn.account_id) == account_id, col(SignIn.token_hash) != kept)
    )
