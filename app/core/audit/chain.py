"""Appends to the chains of events, and verifies them."""

import hashlib
from dataclasses import dataclass

from sqlalchemy import bindparam, text
from sqlmodel import Session, col, select

from app.core.audit.models import ChainHead, EventRow
from app.core.clock import legal_now, wall_now
from app.core.events import Event, canonical, pending_events
from app.core.store.types import UtcDateTime
from app.core.store.upsert import insert_or_ignore

START = "0" * 64
EVERYWHERE = "*"

_BUMP = text(
    "INSERT INTO page_version (scope, version, changed_at) VALUES (:scope, 1, :now) "
    "ON CONFLICT (scope) DO UPDATE SET "
    "version = page_version.version + 1, changed_at = excluded.changed_at"
).bindparams(bindparam("now", type_=UtcDateTime))


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where a chain does not hold, and why."""

    chain: str
    number: int
    reason: str


def record_events(session: Session) -> None:
    """Write the pending events; the finisher of every unit of work."""
    session.flush()
    events = pending_events(session)
    for scope in sorted({scope for event in events for scope in event.scopes}):
        touch_page(session, scope)
    for chain in sorted({event.chain for event in events}):
        _append(session, chain, [event for event in events if event.chain == chain])
    session.flush()
    events.clear()


def touch_page(session: Session, scope: str) -> None:
    """Make the kept pages under `scope` grow old with this transaction."""
    session.connection().execute(_BUMP, {"scope": scope, "now": wall_now()})


def _append(session: Session, chain: str, events: list[Event]) -> None:
    head = _locked_head(session, chain)
    for event in events:
        row = EventRow(
            chain=chain,
            number=head.number + 1,
            kind=event.kind,
            subject=event.subject,
            actor_ref=event.actor_ref,
            wall_at=wall_now(),
            legal_at=legal_now(),
            payload=canonical(event.payload()),
            previous=head.digest,
            digest="",
        )
        row.digest = digest_of(row)
        session.add(row)
        head.number, head.digest = row.number, row.digest
    session.add(head)


def _locked_head(session: Session, chain: str) -> ChainHead:
    held = (
        select(ChainHead)
        .where(ChainHead.chain == chain)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    head = session.exec(held).first()
    if head is None:
        insert_or_ignore(session, ChainHead, chain=chain, number=0, digest=START)
        head = session.exec(held).one()
    return head


def digest_of(row: EventRow) -> str:
    """SHA-256 over everything the link says and over the link before it."""
    said = [
        row.chain,
        row.number,
        row.kind,
        row.subject,
        row.actor_ref,
        row.wall_at.isoformat(),
        row.legal_at.isoformat(),
        row.payload,
        row.previous,
    ]
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def verify_chains(session: Session) -> list[Break]:
    """Every chain's first break, if any; an empty list says that all hold."""
    heads = session.exec(select(ChainHead).order_by(col(ChainHead.chain))).all()
    breaks = [found for head in heads if (found := _verify(session, head)) is not None]
    known = {head.chain for head in heads}
    chains = session.exec(select(EventRow.chain).distinct()).all()
    return breaks + [Break(chain, 0, "no head") for chain in chains if chain not in known]


def _verify(session: Session, head: ChainHead) -> Break | None:
    number, previous = 0, START
    query = select(EventRow).where(EventRow.chain == head.chain).order_by(col(EventRow.number))
    with session.exec(query.execution_options(yield_per=1000)) as links:
        for row in links:
            number += 1
            if row.number != number:
                return Break(head.chain, number, "missing")
            if row.previous != previous or row.digest != digest_of(row):
                return Break(head.chain, number, "altered")
            previous = row.digest
    if (number, previous) != (head.number, head.digest):
        return Break(head.chain, number + 1, "cut short")
    return None
