"""What runs by itself: the monthly lists, the removals, the daily sweep of orphaned bytes."""

from datetime import timedelta
from typing import Any

from sqlmodel import Session, col, select

from app.core.clock import legal_today
from app.core.files.models import StoredFile
from app.core.jobs.worker import Handler, Recurring
from app.core.store.session import Store
from app.outlets.archive.models import FascicoloPart
from app.outlets.retention.access import remove_spent
from app.outlets.retention.actions import confirm_list, list_due, remove_chunk
from app.outlets.retention.actions.decide import REMOVE
from app.outlets.retention.queries import list_alone
from app.people.authorities.queries import list_authorities

LIST = "retention.list"
SWEEP = "blobs.sweep"
ORPHAN_AGE = timedelta(days=2)  # an upload is stored before the row that names it


def list_all(store: Store, _payload: dict[str, Any]) -> None:
    """Each day: the list of a new month, lists that run by themselves, what is of no procedure."""
    with store.reading() as session:
        keys = [authority.pk for authority in list_authorities(session)]
    for key in keys:
        with store.writing() as session:
            authority = next(one for one in list_authorities(session) if one.pk == key)
            list_due(session, authority)
    with store.writing() as session:
        for listed in list_alone(session, legal_today()):
            confirm_list(session, None, listed)
    more = True
    while more:
        with store.writing() as session:
            gone, blobs = remove_spent(session)
        forget(store, blobs)
        more = gone > 0


def remove_all(store: Store, payload: dict[str, Any]) -> None:
    """Chunk by chunk, each whole or not at all: a killed run goes on with what is left."""
    more = True
    while more:
        with store.writing() as session:
            seen, blobs = remove_chunk(session, int(payload["list"]))
        forget(store, blobs)
        more = seen > 0


def forget(store: Store, keys: list[str]) -> None:
    """The bytes, once the rows say that they are gone; what a kill leaves here the sweep takes."""
    for key in keys:
        store.at_hand["blobs"].delete(key)


def known_keys(session: Session, keys: list[str]) -> set[str]:
    """Which of these blobs some row still stands for."""
    files = select(StoredFile.key).where(
        col(StoredFile.key).in_(keys), col(StoredFile.erased_at).is_(None)
    )
    parts = select(FascicoloPart.key).where(col(FascicoloPart.key).in_(keys))
    return {*session.exec(files).all(), *session.exec(parts).all()}


def sweep(store: Store, _payload: dict[str, Any]) -> None:
    """Remove bytes that no row names: given up uploads, and what was erased."""

    def known(keys: list[str]) -> set[str]:
        with store.reading() as session:
            return known_keys(session, keys)

    store.at_hand["blobs"].sweep(known, ORPHAN_AGE)


HANDLERS: dict[str, Handler] = {LIST: list_all, REMOVE: remove_all, SWEEP: sweep}
RECURRING = (Recurring(LIST, timedelta(days=1)), Recurring(SWEEP, timedelta(days=1)))
