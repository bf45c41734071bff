"""The whole index: made anew, mended every day, and checked."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.core.store.session import Store
from app.core.store.wordindex import list_words
from app.outlets.search.actions.index import BATCH, digest_of, drop_documents
from app.outlets.search.actions.keep import read_again
from app.outlets.search.finders import FINDERS
from app.outlets.search.models import SearchDocument
from app.steps.procedures.models import Procedure
from app.steps.procedures.queries import get_by_id

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: documents that should stand, and how many do not agree."""

    documents: int
    missing: int
    stale: int
    extra: int
    words: int

    @property
    def whole(self) -> bool:
        return not (self.missing or self.stale or self.extra or self.words)


def read_everything(store: Store, tell: Progress | None = None) -> int:
    """Bring the whole index to what is published; gives how many rows were mended.

    Every job of it is small, and what agrees is not written again.
    """
    procedures = _procedures(store)
    changed = _match_words(store)
    for place, procedure_id in enumerate(procedures, start=1):
        changed += read_again(store, procedure_id, list(FINDERS))
        if tell is not None:
            tell(place, len(procedures))
    return changed


def _match_words(store: Store) -> int:
    """Rows without words are thrown away, to be read again; and words without a row."""
    with store.reading() as session:
        rows = set(session.exec(select(SearchDocument.id)).all())
        odd = sorted(rows ^ list_words(session.connection()))
    for start in range(0, len(odd), BATCH):
        with store.writing() as session:
            drop_documents(session, odd[start : start + BATCH])
    return len(odd)


def rebuild(store: Store, tell: Progress | None = None) -> int:
    """Throw the index away and make it again; gives how many documents stand in it."""
    more = True
    while more:
        with store.writing() as session:
            keys = session.exec(select(SearchDocument.id).limit(BATCH * 10)).all()
            more = drop_documents(session, list(keys)) > 0
    _match_words(store)
    return read_everything(store, tell)


def check_index(store: Store) -> Checked:
    """Compare the index with what is published, row by row; changes nothing."""
    with store.reading() as session:
        standing = {
            (kind, ref): digest
            for kind, ref, digest in session.exec(
                select(SearchDocument.kind, SearchDocument.ref, SearchDocument.digest)
            )
        }
        keys = set(session.exec(select(SearchDocument.id)).all())
        words = len(keys ^ list_words(session.connection()))
        documents = missing = stale = 0
        for procedure_id in session.exec(select(Procedure.id).order_by(col(Procedure.id))).all():
            for key, digest in _published(session, procedure_id or 0):
                documents += 1
                found = standing.pop(key, "")
                missing += not found
                stale += bool(found) and found != digest
    return Checked(documents, missing, stale, len(standing), words)


def _published(session: Session, procedure_id: int) -> list[tuple[tuple[str, str], str]]:
    here = get_by_id(session, procedure_id)
    return [
        ((kind, found.ref), digest_of(kind, found))
        for kind, finder in FINDERS.items()
        for found in finder.documents(session, here, None)
    ]


def _procedures(store: Store) -> list[int]:
    with store.reading() as session:
        return [
            key for key in session.exec(select(Procedure.id).order_by(col(Procedure.id))) if key
        ]
