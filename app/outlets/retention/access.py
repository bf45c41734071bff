"""What belongs to no procedure goes by itself: spent links, closed sessions, closed accesses."""

from collections import Counter
from datetime import timedelta
from typing import Any

from sqlmodel import Session, col, delete, select

from app.core.clock import wall_now
from app.core.events import INSTALLATION
from app.core.jobs.models import Message
from app.core.security.models import Attempts, OnceKey
from app.law.retention import BY_CODE
from app.outlets.retention.actions.remove import bury, tell_removed
from app.outlets.retention.erasers.base import (
    Erased,
    blank,
    delete_whole,
    digest_of,
    removed_words,
)
from app.people.accounts.models import Account, Identity, PendingIdentity, SignIn, Verification
from app.people.authorities.models import StaffInvitation
from app.people.ets.models import Invitation
from app.steps.istanze.enums import IstanzaState
from app.steps.istanze.models import Istanza, IstanzaInvitation

KEPT = "access"
SPENT = timedelta(days=30)  # a link that nobody used says who began to register
CHUNK = 200


def remove_spent(session: Session) -> tuple[int, list[str]]:
    """One chunk of each kind; how many things went, and the blobs to forget after the commit.

    Source: GDPR art. 5 par. 1 lett. e).
    """
    months = BY_CODE[KEPT].months
    before = wall_now() - timedelta(days=months * 31)
    spent = wall_now() - SPENT
    connection = session.connection()
    connection.execute(delete(Attempts).where(col(Attempts.since) < spent))
    connection.execute(delete(OnceKey).where(col(OnceKey.made_at) < spent))
    connection.execute(delete(PendingIdentity).where(col(PendingIdentity.ends_at) < wall_now()))
    gone = connection.execute(
        delete(Verification).where(col(Verification.ends_at) < spent)
    ).rowcount
    gone += connection.execute(delete(SignIn).where(col(SignIn.ends_at) < before)).rowcount
    keys, invited = _invitations(session, before)
    erased = [*invited, *_accounts(session, before), *_messages(session, before)]
    for one in erased:
        bury(session, INSTALLATION, KEPT, one, months=months)
    if gone + len(erased):
        tell_removed(session, Counter({(INSTALLATION, KEPT): gone + len(erased)}))
    return len(erased), keys


def _invitations(session: Session, before: Any) -> tuple[list[str], list[Erased]]:
    """Those that ended long ago, with the mandate file that only they named.

    To act for a body, to work in an office, to join an istanza that is no draft any more.
    """
    presented = select(Istanza.id).where(Istanza.state != IstanzaState.DRAFT)
    ended: tuple[tuple[Any, Any], ...] = (
        (Invitation, col(Invitation.ends_at) < before),
        (StaffInvitation, col(StaffInvitation.ends_at) < before),
        (
            IstanzaInvitation,
            (col(IstanzaInvitation.created_at) < before)
            & col(IstanzaInvitation.istanza_id).in_(presented),
        ),
    )
    keys: list[str] = []
    found: list[Erased] = []
    for model, over in ended:
        name = str(model.__tablename__)
        rows = session.exec(select(model).where(over).limit(CHUNK)).all()
        found += [Erased(row.public_id, name, digest_of({"email": row.email})) for row in rows]
        keys += delete_whole(session, name, [row.pk for row in rows])
    return keys, found


def _accounts(session: Session, before: Any) -> list[Erased]:
    """Closed accesses: name, address and keys go, the pseudonym of the register stays."""
    rows = session.exec(
        select(Account)
        .where(col(Account.disabled_at) < before, ~col(Account.email).endswith(".invalid"))
        .limit(CHUNK)
    ).all()
    mine = [row.pk for row in rows]
    session.connection().execute(delete(SignIn).where(col(SignIn.account_id).in_(mine)))
    session.connection().execute(delete(Identity).where(col(Identity.account_id).in_(mine)))
    return [
        Erased(
            row.public_id,
            "account",
            blank(
                session,
                row,
                email=f"{row.public_id}@rimosso.invalid",
                given_name="Accesso",
                family_name=removed_words()[:100],
                password_hash=None,
                totp_secret=None,
            ),
        )
        for row in rows
    ]


def _messages(session: Session, before: Any) -> list[Erased]:
    """Mails of no procedure: confirmations, new passwords, invitations."""
    rows = session.exec(
        select(Message)
        .where(
            Message.chain == INSTALLATION,
            col(Message.created_at) < before,
            col(Message.erased_at).is_(None),
        )
        .limit(CHUNK)
    ).all()
    found = []
    for row in rows:
        digest = blank(session, row, recipient="", subject="", body="", attachments=[], error="")
        row.erased_at = wall_now()
        found.append(Erased(row.public_id, "message", digest))
    return found
