"""Reads of accounts and their open sessions."""

from datetime import timedelta

from sqlmodel import Session, col, select

from app.core.clock import wall_now
from app.core.security.tokens import token_hash
from app.people.accounts.models import (
    Account,
    Identity,
    PendingIdentity,
    SignIn,
    Verification,
    VerificationKind,
)

IDLE = timedelta(hours=2)
MARK_EVERY = timedelta(minutes=10)


def find_account(session: Session, email: str) -> Account | None:
    """The account with this address, compared without case."""
    return session.exec(select(Account).where(Account.email == email.casefold())).first()


def find_sign_in(session: Session, token: str) -> tuple[SignIn, Account] | None:
    """The open session of `token` and its account; None when ended, idle or disabled."""
    now = wall_now()
    row = session.exec(
        select(SignIn, Account)
        .join(Account, col(SignIn.account_id) == col(Account.id))
        .where(
            SignIn.token_hash == token_hash(token),
            SignIn.ends_at > now,
            SignIn.seen_at > now - IDLE,
            col(Account.disabled_at).is_(None),
        )
    ).first()
    return (row[0], row[1]) if row else None


def is_complete(sign_in: SignIn, account: Account) -> bool:
    """Whether nothing is missing: who has a second factor is nobody before giving it."""
    return sign_in.strong or account.totp_secret is None


def mark_due(sign_in: SignIn) -> bool:
    """Whether the session's idle mark is old enough to be worth a write."""
    return wall_now() - sign_in.seen_at > MARK_EVERY


def list_sign_ins(session: Session, account_id: int) -> list[SignIn]:
    """The open sessions of an account, last seen first."""
    now = wall_now()
    query = select(SignIn).where(
        SignIn.account_id == account_id, SignIn.ends_at > now, SignIn.seen_at > now - IDLE
    )
    return list(session.exec(query.order_by(col(SignIn.seen_at).desc(), col(SignIn.id))).all())


def find_pending(session: Session, token: str) -> PendingIdentity | None:
    """Who came from SPID or CIE and waits to be tied to an account."""
    return session.exec(
        select(PendingIdentity).where(
            PendingIdentity.token_hash == token_hash(token), PendingIdentity.ends_at > wall_now()
        )
    ).first()


def find_identity(session: Session, account_id: int) -> Identity | None:
    """Who SPID or CIE says this account is."""
    return session.exec(select(Identity).where(Identity.account_id == account_id)).first()


def find_identity_of(session: Session, code_hash: str) -> Identity | None:
    """The identity of a person, by the keyed hash of the tax code."""
    return session.exec(select(Identity).where(Identity.code_hash == code_hash)).first()


def find_verification(
    session: Session, token: str, kind: VerificationKind, *, lock: bool = False
) -> Verification | None:
    """The unused, unexpired link of this kind."""
    query = select(Verification).where(
        Verification.token_hash == token_hash(token),
        Verification.kind == kind,
        col(Verification.used_at).is_(None),
        Verification.ends_at > wall_now(),
    )
    return session.exec(query.with_for_update() if lock else query).first()
