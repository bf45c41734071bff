"""Making the rows of the index agree with what the rooms publish now."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import insert, text
from sqlmodel import Session, col, delete, select

from app.core.events import canonical
from app.core.findable import Findable, Finder
from app.core.store.wordindex import drop_words, put_words
from app.outlets.search.models import SearchDocument
from app.outlets.search.words import VERSION, filter_tokens, tokens_of
from app.steps.procedures.queries import Here

BATCH = 300
_DAYS, _BITS = date(2000, 1, 1).toordinal(), 47
_LONG_TITLE, _LONG_TEXT = 300, 40_000
_TURN = text("SELECT pg_advisory_xact_lock(:space, :procedure)")
_SPACE = 7_301  # any number that nothing else here locks under


def take_turn(session: Session, procedure_id: int) -> None:
    """Wait until nobody else indexes this procedure: who comes after reads what is published then.

    On SQLite the one writer needs no turn.
    """
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(_TURN, {"space": _SPACE, "procedure": procedure_id})


def sync(
    session: Session,
    here: Here,
    finder: Finder,
    refs: Collection[str] | None = None,
    *,
    anew: bool = False,
) -> int:
    """Index what is published of this kind now, and forget what is not any more; gives how many.

    Only `refs` where they are given, and the kind is one that is read a few at a time; `anew`
    writes also what stands there already. All in the caller's transaction, alone for this
    procedure.
    """
    take_turn(session, here.procedure.pk)
    if finder.refs is None:
        refs = None
    seen: set[str] = set()
    changed = 0
    batch: list[Findable] = []
    for found in finder.documents(session, here, refs):
        seen.add(found.ref)
        batch.append(found)
        if len(batch) == BATCH:
            changed += put_documents(session, here, finder.kind, batch, anew=anew)
            batch = []
    changed += put_documents(session, here, finder.kind, batch, anew=anew)
    return changed + _forget_others(session, here, finder.kind, refs, seen)


def _forget_others(
    session: Session, here: Here, kind: str, refs: Collection[str] | None, seen: set[str]
) -> int:
    query = select(SearchDocument.id, SearchDocument.ref).where(
        SearchDocument.procedure_id == here.procedure.pk, SearchDocument.kind == kind
    )
    if refs is not None:
        query = query.where(col(SearchDocument.ref).in_(refs))
    return drop_documents(session, [key for key, ref in session.exec(query) if ref not in seen])


def put_documents(
    session: Session, here: Here, kind: str, batch: Sequence[Findable], *, anew: bool = False
) -> int:
    """Index those of `batch` that are new or say something else than before; gives how many.

    All of them where it is done `anew`.
    """
    if not batch:
        return 0
    digests = {found.ref: digest_of(kind, found) for found in batch}
    query = select(SearchDocument.ref, SearchDocument.id, SearchDocument.digest).where(
        SearchDocument.kind == kind, col(SearchDocument.ref).in_(digests)
    )
    standing = {ref: (key, digest) for ref, key, digest in session.exec(query)}
    fresh = [
        found
        for found in batch
        if anew or standing.get(found.ref, (0, ""))[1] != digests[found.ref]
    ]
    drop_documents(session, [standing[each.ref][0] for each in fresh if each.ref in standing])
    keys = _keys(session, kind, fresh)
    rows = [
        _row(here, kind, found, key, digests[found.ref])
        for key, found in zip(keys, fresh, strict=True)
    ]
    if rows:
        connection = session.connection()
        connection.execute(insert(SearchDocument), rows)
        tokens = [_tokens(row, found) for row, found in zip(rows, fresh, strict=True)]
        put_words(connection, zip(keys, tokens, strict=True))
    return len(rows)


def drop_documents(session: Session, keys: Sequence[int]) -> int:
    """Take rows out of the index, with their words."""
    drop_words(session.connection(), keys)
    for start in range(0, len(keys), BATCH):
        part = keys[start : start + BATCH]
        session.exec(delete(SearchDocument).where(col(SearchDocument.id).in_(part)))
    return len(keys)


def digest_of(kind: str, found: Findable) -> str:
    """What an index row is known by: everything it was made from, and how words are made."""
    said = [VERSION, kind, *(getattr(found, name) for name in Findable.__dataclass_fields__)]
    return hashlib.sha256(canonical(said).encode()).hexdigest()[:32]


def _keys(session: Session, kind: str, batch: Iterable[Findable]) -> list[int]:
    """A key for each: its day first, so that the newest has the highest; then its name, hashed."""
    wanted = [_key(kind, found) for found in batch]
    query = select(SearchDocument.id).where(col(SearchDocument.id).in_(wanted))
    taken = set(session.exec(query).all()) if wanted else set()
    keys = []
    for key in wanted:
        free = key
        while free in taken:
            free += 1
        taken.add(free)
        keys.append(free)
    return keys


def _key(kind: str, found: Findable) -> int:
    day = max(0, found.day.toordinal() - _DAYS)
    name = hashlib.sha256(f"{kind}:{found.ref}".encode()).digest()
    return day << _BITS | int.from_bytes(name[:8]) >> (64 - _BITS)


def _row(here: Here, kind: str, found: Findable, key: int, digest: str) -> dict[str, Any]:
    return {
        "id": key,
        "kind": kind,
        "ref": found.ref,
        "procedure_id": here.procedure.pk,
        "authority_id": here.authority.pk,
        "tavolo_id": found.tavolo_id,
        "ets_id": found.ets_id,
        "year": found.year or found.day.year,
        "outcome": found.outcome,
        "day": found.day,
        "address": found.address,
        "digest": digest,
        "title": found.title[:_LONG_TITLE],
        "text": found.text[:_LONG_TEXT],
    }


def _tokens(row: dict[str, Any], found: Findable) -> set[str]:
    return tokens_of(found.title, f"{row['text']} {found.more}") | filter_tokens(row)
