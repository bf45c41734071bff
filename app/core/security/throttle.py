"""Limits on guessing, counted in the database so that every process knows them."""

from datetime import timedelta

from sqlmodel import Session

from app.core.clock import wall_now
from app.core.errors import TooManyError
from app.core.security.models import Attempts


def count_attempt(session: Session, key: str, *, window: timedelta) -> int:
    """Count one try under `key`; gives how many there were within `window`."""
    now = wall_now()
    row = session.get(Attempts, key, with_for_update=True)
    if row is None:
        row = Attempts(key=key, since=now)
    if now - row.since > window:
        row.count, row.since = 0, now
    row.count += 1
    session.add(row)
    session.flush()
    return row.count


def refuse_above(session: Session, key: str, *, limit: int, window: timedelta) -> None:
    """Raises TooManyError when `limit` tries were counted under `key` within `window`."""
    row = session.get(Attempts, key)
    if row is not None and row.count >= limit and wall_now() - row.since <= window:
        minutes = max(1, round((row.since + window - wall_now()).total_seconds() / 60))
        raise TooManyError(f"Troppi tentativi: riprovate tra {minutes} minuti.")


def take_turn(session: Session, key: str, *, limit: int, window: timedelta) -> None:
    """Count one more under `key`. Raises TooManyError past `limit` of them within `window`."""
    refuse_above(session, key, limit=limit, window=window)
    count_attempt(session, key, window=window)


def forget_attempts(session: Session, key: str) -> None:
    row = session.get(Attempts, key)
    if row is not None:
        session.delete(row)
