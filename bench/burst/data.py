"""The avviso about to close, and the signed drafts of the bodies that will file around it."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from app.core.clock import from_rome, set_legal_offset, wall_now
from app.core.store.installation import get_installation
from app.core.store.session import Store
from app.people.accounts.actions.sign_in import Caller, open_sign_in
from tests.factories.avvisi import make_open_avviso
from tests.factories.domande import make_applicant, make_signed_draft
from tests.factories.procedures import Desk, make_started_desk

PUBLISHED = from_rome(date(2025, 11, 17), 9)
CLOSES = from_rome(date(2025, 12, 10), 12, 30)
CHUNK = 50
_KEYS = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Ready:
    """A signed draft whose person has only to press «Invia»."""

    token: str
    domanda: str
    edition: int
    key: str


@contextmanager
def legal_clock_at(instant: datetime) -> Iterator[None]:
    """The legal clock of this process stands at `instant` and goes on from there."""
    set_legal_offset(instant - wall_now())
    try:
        yield
    finally:
        set_legal_offset(timedelta(0))


def make_avviso(store: Store) -> Desk:
    """An installation whose legal clock may be moved, with one open avviso closing at CLOSES."""
    with legal_clock_at(PUBLISHED), store.writing() as session:
        get_installation(session).demo = True
        desk, _ = make_open_avviso(session, make_started_desk(session), closes_at=CLOSES)
    return desk


def make_ready(store: Store, desk: Desk, count: int) -> list[Ready]:
    """As many bodies with a signed draft, each made through the actions people use."""
    ready: list[Ready] = []
    with legal_clock_at(CLOSES - timedelta(days=1)):
        while len(ready) < count:
            with store.writing() as session:
                some = range(min(CHUNK, count - len(ready)))
                ready.extend(_one(session, desk) for _ in some)
    return ready


def _one(session: Session, desk: Desk) -> Ready:
    applicant = make_applicant(session)
    draft = make_signed_draft(session, desk, applicant)
    token = open_sign_in(session, applicant.account, Caller("127.0.0.1", "burst"))
    return Ready(token, draft.public_id, draft.edition, f"burst-{next(_KEYS):08d}")


def set_closing_in(store: Store, seconds: float) -> float:
    """Move the installation's legal clock so that CLOSES comes in about `seconds`.

    The row holds whole seconds: gives the wall instant (POSIX time) at which CLOSES will be.
    """
    offset = int((CLOSES - wall_now()).total_seconds() - seconds)
    with store.writing() as session:
        row = get_installation(session)
        row.legal_offset_seconds = offset
        session.add(row)
    return CLOSES.timestamp() - offset
