"""Removes what a confirmed list names: so many rows a transaction, each with its tombstone."""

from collections import Counter

from sqlmodel import Session, col, select

from app.core.audit.models import Tombstone
from app.core.clock import legal_today, wall_now
from app.core.events import INSTALLATION, emit
from app.law.retention import BY_CODE, due_on, months_of
from app.outlets.retention.enums import ItemState, ListState
from app.outlets.retention.erasers import BY_CODE as ERASERS
from app.outlets.retention.erasers import Erased
from app.outlets.retention.events import DataRemoved
from app.outlets.retention.models import RetentionItem, RetentionList
from app.people.authorities.models import Authority

CHUNK = 100


def remove_chunk(session: Session, list_id: int) -> tuple[int, list[str]]:
    """The next rows of the list, removed; how many were looked at, and the blobs to forget.

    The bytes go only after this transaction is committed. A thing whose term was made longer
    or began anew meanwhile is left. At the end the list is closed.
    """
    listed = session.exec(
        select(RetentionList).where(RetentionList.id == list_id).with_for_update()
    ).one()
    if listed.state is not ListState.CONFIRMED:
        return 0, []
    query = select(RetentionItem).where(
        RetentionItem.list_id == list_id, RetentionItem.state == ItemState.LISTED
    )
    items = session.exec(query.order_by(col(RetentionItem.id)).limit(CHUNK)).all()
    if not items:
        listed.state, listed.done_at = ListState.DONE, wall_now()
        session.add(listed)
        return 0, []
    authority = session.get_one(Authority, listed.authority_id)
    removed: Counter[tuple[str, str]] = Counter()
    keys: list[str] = []
    for item in items:
        erased = _remove(session, authority, item)
        if erased is not None:
            keys += erased.keys
            removed[item.chain, item.kept] += 1
    tell_removed(session, removed)
    return len(items), keys


def _remove(session: Session, authority: Authority, item: RetentionItem) -> Erased | None:
    kept = BY_CODE[item.kept]
    months = months_of(kept, authority.retention)
    eraser, erased = ERASERS[item.eraser], None
    since = eraser.since(session, item.row_id) if eraser.since else item.since
    if since is not None and due_on(kept, months, since) <= legal_today():
        erased = eraser.erase(session, item.row_id)
    item.state = ItemState.REMOVED if erased else ItemState.NO_LONGER
    session.add(item)
    if erased is not None:
        bury(session, item.chain, item.kept, erased, months=months)
    session.flush()
    return erased


def bury(session: Session, chain: str, kept: str, erased: Erased, *, months: int) -> None:
    """Write what was removed, when and on which rule: nothing of what it said."""
    session.add(
        Tombstone(
            chain=chain,
            kept=kept,
            table_name=erased.table,
            subject=erased.subject,
            digest=erased.digest,
            source=BY_CODE[kept].source.short,
            months=months,
            removed_at=wall_now(),
        )
    )


def tell_removed(session: Session, removed: Counter[tuple[str, str]]) -> None:
    """One event for each chain and class: the chain goes on, and verifies as before."""
    for (chain, kept), count in sorted(removed.items()):
        emit(
            session,
            DataRemoved(chain=chain or INSTALLATION, retention_class=kept, count=count),
        )
