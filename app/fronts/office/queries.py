"""Reads of the register of events of one procedure."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select

from app.core.audit.models import EventRow
from app.people.accounts.models import Account


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One event: `who` is empty when nobody signed in caused it."""

    number: int
    kind: str
    at: datetime
    who: str
    payload: dict[str, Any]
    digest: str


def count_events(session: Session, chain: str) -> int:
    """How many events the chain has."""
    query = select(func.count()).select_from(EventRow).where(EventRow.chain == chain)
    return session.exec(query).one()


def list_events(session: Session, chain: str, *, number: int, size: int) -> list[RegisterRow]:
    """Page `number` (from 1) of a chain, newest first, with who acted; two queries."""
    query = select(EventRow).where(EventRow.chain == chain).order_by(col(EventRow.number).desc())
    events = session.exec(query.offset((max(number, 1) - 1) * size).limit(size)).all()
    refs = {event.actor_ref for event in events}
    people = session.exec(select(Account).where(col(Account.public_id).in_(refs))).all()
    names = {account.public_id: account.name for account in people}
    return [
        RegisterRow(
            number=event.number,
            kind=event.kind,
            at=event.legal_at,
            who=names.get(event.actor_ref, ""),
            payload=json.loads(event.payload),
            digest=event.digest,
        )
        for event in events
    ]
