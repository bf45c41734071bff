"""Who comes with a link: it is exchanged for a cookie of this one reading, and leaves the address.

The cookie is signed, ends within hours, is sent to its own reading's address alone, and stops
with the link: a revoked, expired or used one opens nothing.
"""

from datetime import timedelta

from fastapi import Request
from sqlmodel import Session
from starlette.responses import RedirectResponse, Response

from app.core.clock import wall_now
from app.core.errors import GoneError, NotFoundError
from app.core.security.throttle import count_attempt, refuse_above
from app.core.security.tokens import sign, signed_by
from app.core.web.services import Services
from app.steps.monitoring.enums import InvitationState
from app.steps.monitoring.navigation import READING
from app.steps.monitoring.queries.readings import Guest, find_by_token, find_guest

COOKIE = "lettura"
LASTS = timedelta(hours=8)
_WINDOW = timedelta(hours=1)
_TRIES = 20
_PURPOSE = "reading"
_AGAIN = "Riaprite il collegamento che avete ricevuto per posta, o chiedetene un altro all'ufficio."


def come_in(session: Session, token: str, caller: str) -> Guest:
    """The guest of this link. `caller` is the network address that wrong ones are counted for.

    Raises NotFoundError for a link that is none, GoneError for one that is over, TooManyError
    past twenty wrong ones in an hour.
    """
    key = f"reading:{caller}"
    refuse_above(session, key, limit=_TRIES, window=_WINDOW)
    guest = find_by_token(session, token)
    if guest is None:

        def note(after: Session) -> None:
            count_attempt(after, key, window=_WINDOW)

        raise NotFoundError("Questo collegamento non vale.", remedy=_AGAIN, keep=note)
    if guest.state in {InvitationState.EXPIRED, InvitationState.REVOKED}:
        raise GoneError(f"Non si entra più: {guest.state.label}.", remedy=_AGAIN)
    return guest


def address_of(guest: Guest) -> str:
    return f"{READING}/{guest.invitation.public_id}"


def exchange(guest: Guest, services: Services) -> Response:
    """To the reading's own address, with the cookie that opens it."""
    ends = int((wall_now() + LASTS).timestamp())
    response = RedirectResponse(address_of(guest), status_code=303)
    response.set_cookie(
        COOKIE,
        f"{ends}.{sign(services.secret, _PURPOSE, _said(guest, ends))}",
        max_age=int(LASTS.total_seconds()),
        secure=services.secure,
        httponly=True,
        samesite="lax",
        path=address_of(guest),
    )
    return unseen(response)


def _said(guest: Guest, ends: int) -> str:
    return f"{guest.invitation.public_id}.{guest.invitation.token_hash}.{ends}"


def guest_of(
    request: Request, session: Session, services: Services, public_id: str, *, lock: bool = False
) -> Guest:
    """The guest that the cookie lets into this reading. Raises NotFoundError, always the same."""
    ends, _, signature = request.cookies.get(COOKIE, "").partition(".")
    guest = find_guest(session, public_id, lock=lock)
    known = (
        guest is not None
        and guest.invitation.token_hash is not None
        and guest.state in {InvitationState.OPEN, InvitationState.GIVEN}
        and ends.isascii()
        and ends.isdigit()
        and len(ends) < 12
        and int(ends) > wall_now().timestamp()
        and signed_by(services.secret, _PURPOSE, _said(guest, int(ends)), signature)
    )
    if not known or guest is None:
        raise NotFoundError("Per questa lettura serve il vostro collegamento.", remedy=_AGAIN)
    return guest


def unseen(response: Response) -> Response:
    """No search engine, no copy and no other site is told of this page."""
    response.headers["x-robots-tag"] = "noindex, nofollow, noarchive"
    response.headers["cache-control"] = "no-store"
    response.headers["referrer-policy"] = "no-referrer"
    return response
