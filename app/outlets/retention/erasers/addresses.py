"""Who only lent an address: followers, the board; and what somebody needs to take part."""

from collections.abc import Iterator

from sqlmodel import Session, col

from app.core.jobs.outbox import forget_recipient
from app.outlets.follow.models import Follow
from app.outlets.retention.erasers.base import (
    REMOVED,
    Due,
    Erased,
    Eraser,
    blank,
    digest_of,
    erased_of,
    find_ended,
)
from app.people.authorities.models import Authority
from app.steps.calendar.models import SignUp
from app.steps.examination.models import CommissionMember


def find_followers(session: Session, authority: Authority) -> Iterator[Due]:
    """Who has not left by themselves when the procedure is over."""
    there = col(Follow.email) != ""
    yield from find_ended(session, authority, Follow, "Indirizzo di chi segue per posta", there)


def erase_follower(session: Session, row_id: int) -> Erased | None:
    """As if they had left: the address goes from the register of messages too."""
    row = session.get(Follow, row_id)
    if row is None:
        return None
    erased = erased_of(row, digest_of({"email": row.email}))
    forget_recipient(session, row.public_id)
    session.delete(row)
    return erased


def find_board(session: Session, authority: Authority) -> Iterator[Due]:
    """The addresses of the board; the names are in the act that appointed it."""
    there = ~col(CommissionMember.email).startswith(f"{REMOVED}-")
    title = "E-mail di chi sedeva in commissione"
    yield from find_ended(session, authority, CommissionMember, title, there)


def erase_board(session: Session, row_id: int) -> Erased | None:
    row = session.get_one(CommissionMember, row_id)
    return erased_of(row, blank(session, row, email=f"{REMOVED}-{row_id}", token_hash=None))


def find_needs(session: Session, authority: Authority) -> Iterator[Due]:
    """What was said with a sign-up: it may tell of somebody's health, and goes before the rest."""
    said = col(SignUp.access_needs) != ""
    yield from find_ended(session, authority, SignUp, "Esigenze dette in un'iscrizione", said)


def erase_needs(session: Session, row_id: int) -> Erased | None:
    row = session.get_one(SignUp, row_id)
    return erased_of(row, blank(session, row, access_needs="")) if row.access_needs else None


ERASERS: tuple[Eraser, ...] = (
    Eraser("followers", "followers", "Chi segue per posta", find_followers, erase_follower),
    Eraser("board", "contacts", "E-mail della commissione", find_board, erase_board),
    Eraser("sign_up_needs", "access_needs", "Esigenze di chi si iscrive", find_needs, erase_needs),
)
