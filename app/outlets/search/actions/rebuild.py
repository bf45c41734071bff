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
    return _match_words(store) + _read(store, tell, anew=False)


def _read(store: Store, tell: Progress | None, *, anew: bool) -> int:
    procedures = _procedures(store)
    changed = 0
    for place, procedure_id in enumerate(procedures, start=1):
        changed += read_again(store, procedure_id, list(FINDERS), anew=anew)
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
    """Make every row of the index again, some at a time; gives how many were written.

    Each part goes and comes in one transaction: the search answers meanwhile, and after a stop
    what was not reached stands as it was.
    """
    _forget_unknown(store)
    _match_words(store)
    return _read(store, tell, anew=True)


def _forget_unknown(store: Store) -> None:
    """Kinds that no room declares any more."""
    query = select(SearchDocument.id).where(col(SearchDocument.kind).not_in(FINDERS))
    with store.writing() as session:
        drop_documents(session, session.exec(query).all())


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
