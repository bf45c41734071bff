"""Moving the legal clock and becoming somebody: in the demonstration only."""

from datetime import datetime, timedelta
from math import ceil

from sqlmodel import Session

from app.core.audit.chain import EVERYWHERE, touch_page
from app.core.clock import ROME, set_legal_offset, wall_now
from app.core.errors import InvalidFormError, NotFoundError
from app.core.store.installation import get_installation
from app.demo.people import PEOPLE
from app.people.accounts.actions.sign_in import Caller, open_sign_in
from app.people.accounts.queries import find_account

FURTHEST = timedelta(days=3650)


def refuse_unless_demo(session: Session) -> None:
    """Raises NotFoundError on an installation that was not born as a demonstration."""
    if not get_installation(session).demo:
        raise NotFoundError


def become(session: Session, key: str, caller: Caller) -> tuple[str, bool]:
    """Sign in as one of the demonstration's people; gives the token and whether of the office.

    Raises NotFoundError for anybody else.
    """
    refuse_unless_demo(session)
    person = next((person for person in PEOPLE if person.key == key), None)
    account = find_account(session, person.email) if person else None
    if person is None or account is None:
        raise NotFoundError
    return open_sign_in(session, account, caller, strong=True), bool(person.role)


def move_clock(session: Session, instant: datetime | None) -> None:
    """Let `legal_now()` begin at `instant` (a wall time in Rome), or at the true one again.

    It never stands before `instant`: whole seconds are kept, rounded up. Every kept page grows
    old. Raises InvalidFormError beyond ten years.
    """
    refuse_unless_demo(session)
    offset = timedelta(0)
    if instant is not None:
        local = instant if instant.tzinfo else instant.replace(tzinfo=ROME)
        offset = timedelta(seconds=ceil((local - wall_now()).total_seconds()))
    if abs(offset) > FURTHEST:
        raise InvalidFormError({"instant": "Scegliete un giorno entro dieci anni da oggi."})
    row = get_installation(session)
    row.legal_offset_seconds = int(offset.total_seconds())
    session.add(row)
    touch_page(session, EVERYWHERE)
    set_legal_offset(offset)
