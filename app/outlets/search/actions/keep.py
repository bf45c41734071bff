"""Keeping the index up to date: in the transaction of the change, or by a job soon after.

What is published no more is gone in the same transaction. A kind of which a case may have
thousands is read again as a job when all of it may have changed, a few at a time.
"""

from collections.abc import Collection
from typing import Any

from sqlmodel import Session, col, select

from app.core.jobs.queue import enqueue
from app.core.store.session import Store
from app.outlets.search.actions.index import BATCH, drop_documents, sync, take_turn
from app.outlets.search.finders import FINDERS
from app.outlets.search.models import SearchDocument
from app.steps.procedures.models import Procedure
from app.steps.procedures.queries import Here, get_by_id, here_of

READ = "search.read"
FEW = BATCH
_CHANGES = "search_changes"


def note_change(session: Session, procedure_id: int, kind: str, refs: tuple[str, ...]) -> None:
    """Remember what to look at before this work is committed; no `refs` means the whole kind."""
    noted: dict[tuple[int, str], set[str] | None] = session.info.setdefault(_CHANGES, {})
    known = noted.setdefault((procedure_id, kind), set())
    if not refs:
        noted[procedure_id, kind] = None
    elif known is not None:
        known.update(refs)


def index_changes(session: Session) -> None:
    """Index what this unit of work changed; a finisher, before the register's."""
    noted: dict[tuple[int, str], set[str] | None] = session.info.pop(_CHANGES, {})
    if noted:
        session.flush()
    for (procedure_id, kind), refs in sorted(noted.items(), key=lambda item: item[0]):
        finder, here = FINDERS[kind], here_of(session, procedure_id)
        if finder.refs is None:
            sync(session, here, finder)
        elif refs is None or len(refs) > FEW:
            _forget(session, here, kind, refs)
            enqueue(session, READ, {"procedure": procedure_id, "kinds": [kind]})
        else:
            sync(session, here, finder, refs)


def _forget(session: Session, here: Here, kind: str, refs: set[str] | None) -> None:
    """Named ones are gone until the job has read them again; where none is, nothing was taken."""
    if refs is None:
        return
    take_turn(session, here.procedure.pk)
    query = select(SearchDocument.id).where(
        SearchDocument.procedure_id == here.procedure.pk,
        SearchDocument.kind == kind,
        col(SearchDocument.ref).in_(refs),
    )
    drop_documents(session, list(session.exec(query).all()))


def forget_case(session: Session, public_id: str, kinds: Collection[str] = tuple(FINDERS)) -> None:
    """Something of this procedure was removed: these kinds are forgotten, and read anew at once."""
    procedure = session.exec(select(Procedure).where(Procedure.public_id == public_id)).first()
    if procedure is None:
        return
    take_turn(session, procedure.pk)
    query = select(SearchDocument.id).where(
        SearchDocument.procedure_id == procedure.pk, col(SearchDocument.kind).in_(kinds)
    )
    drop_documents(session, list(session.exec(query).all()))
    enqueue(session, READ, {"procedure": procedure.pk, "kinds": list(kinds)})


def note_body(session: Session, ets_id: int) -> None:
    """A body has another name now: what it is found by is read again, as a job."""
    query = select(SearchDocument.procedure_id).where(SearchDocument.ets_id == ets_id).distinct()
    kinds = [kind for kind, finder in FINDERS.items() if finder.refs is not None]
    for procedure_id in session.exec(query).all():
        enqueue(session, READ, {"procedure": procedure_id, "kinds": kinds})


def read_again(store: Store, procedure_id: int, kinds: list[str], *, anew: bool = False) -> int:
    """Read these kinds of a procedure again, some at a time; gives how many rows were written.

    What says the same as before is written only where all is made `anew`.
    """
    changed = 0
    for kind in kinds:
        finder = FINDERS[kind]
        for refs in _parts(store, procedure_id, finder):
            with store.writing() as session:
                here = get_by_id(session, procedure_id)
                changed += sync(session, here, finder, refs, anew=anew)
        changed += _forget_gone(store, procedure_id, finder)
    return changed


def _parts(store: Store, procedure_id: int, finder: Any) -> list[list[str] | None]:
    """The names of what there is, some at a time; one part for all where they are few."""
    if finder.refs is None:
        return [None]
    with store.reading() as session:
        refs = finder.refs(session, get_by_id(session, procedure_id))
    return [refs[start : start + FEW] for start in range(0, len(refs), FEW)]


def _forget_gone(store: Store, procedure_id: int, finder: Any) -> int:
    """Forget what stands in the index and is published no more."""
    if finder.refs is None:
        return 0
    with store.writing() as session:
        take_turn(session, procedure_id)
        there = set(finder.refs(session, get_by_id(session, procedure_id)))
        query = select(SearchDocument.id, SearchDocument.ref).where(
            SearchDocument.procedure_id == procedure_id, SearchDocument.kind == finder.kind
        )
        gone = [key for key, ref in session.exec(query) if ref not in there]
        return drop_documents(session, gone)
