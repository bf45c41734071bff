"""What it takes to find and to remove the things of one class."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Table
from sqlmodel import Session, SQLModel, col, func, select

from app.core.clock import in_rome, legal_today, wall_now
from app.core.events import canonical
from app.core.files.models import StoredFile
from app.core.i18n import date_words
from app.core.store.base import metadata
from app.law.phases import ENDED
from app.people.authorities.models import Authority
from app.steps.procedures.models import PhaseStep, Procedure

REMOVED = "rimosso"  # what is removed says so: see `removed_words`


@dataclass(frozen=True, slots=True)
class Due:
    """A row whose term runs `since` a day in Rome; `title` holds no personal data."""

    row_id: int
    chain: str
    title: str
    since: date


@dataclass(slots=True)
class Erased:
    """What was removed: its hash for the tombstone, and the blobs to forget after the commit."""

    subject: str
    table: str
    digest: str
    keys: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Eraser:
    """`kept` is the class of `app.law.retention`. `erase` gives None where nothing is left.

    `since` is the day (in Rome) from which the term runs now, for terms that may begin anew after
    the list was made; None where it does not run. All inside the caller's transaction; the
    bytes go after its commit.
    """

    code: str
    kept: str
    label: str
    find: Callable[[Session, Authority], Iterator[Due]]
    erase: Callable[[Session, int], Erased | None]
    since: Callable[[Session, int], date | None] | None = None


def removed_words() -> str:
    """What stands in the place of what was removed today, on every page that shows it."""
    return f"{REMOVED} il {date_words(legal_today())} per fine del termine di conservazione"


def digest_of(values: Any) -> str:
    """SHA-256 over the canonical form of what is removed: it proves what it was, says nothing."""
    return hashlib.sha256(canonical(values).encode()).hexdigest()


def concluded_on(session: Session, authority: Authority) -> dict[int, tuple[Procedure, date]]:
    """The authority's procedures that have ended, with the day (in Rome) of their end."""
    rows = session.exec(
        select(Procedure, func.min(PhaseStep.entered_at))
        .join(PhaseStep, col(PhaseStep.procedure_id) == col(Procedure.id))
        .where(
            Procedure.authority_id == authority.pk,
            col(Procedure.phase).in_(ENDED),
            col(PhaseStep.target).in_(ENDED),
        )
        .group_by(col(Procedure.id))
    ).all()
    return {row.pk: (row, in_rome(at).date()) for row, at in rows}


def find_ended(
    session: Session, authority: Authority, model: Any, title: str, *still: ColumnElement[bool]
) -> Iterator[Due]:
    """The rows of concluded procedures that hold something `still`."""
    ended = concluded_on(session, authority)
    query = select(model.id, model.procedure_id).where(model.procedure_id.in_(ended), *still)
    for row_id, procedure_id in session.exec(query.order_by(model.id)).all():
        procedure, day = ended[procedure_id]
        yield Due(row_id, procedure.public_id, f"{title}, {procedure.title}"[:300], day)


def blank(session: Session, row: SQLModel, **values: Any) -> str:
    """Overwrite columns of `row`; gives the digest of what stood there."""
    before = {name: getattr(row, name) for name in values}
    for name, value in values.items():
        setattr(row, name, value)
    session.add(row)
    return digest_of(before)


def erased_of(row: Any, digest: str, keys: list[str] | None = None) -> Erased:
    """What the tombstone of `row` needs."""
    subject = str(getattr(row, "public_id", "") or getattr(row, "id", ""))
    return Erased(subject, row.__tablename__, digest, keys or [])


def forget_file(session: Session, file: StoredFile) -> list[str]:
    """Mark a stored file as erased; gives the key of its bytes. Its hash and size stay."""
    if file.erased_at is not None:
        return []
    file.erased_at, file.name = wall_now(), removed_words()
    session.add(file)
    return [file.key]


def delete_whole(session: Session, name: str, ids: Iterable[int]) -> list[str]:
    """Delete rows of the table `name` with everything that hangs on them.

    Gives the keys of the files that nobody names now. For what was never filed: a draft leaves
    nothing behind.
    """
    files = _delete(session, metadata.tables[name], list(ids))
    session.flush()
    keys: list[str] = []
    for file_id in sorted(files):
        if not _still_named(session, file_id):
            keys += forget_file(session, session.get_one(StoredFile, file_id))
    return keys


def _delete(session: Session, table: Table, ids: list[int]) -> set[int]:
    if not ids:
        return set()
    files: set[int] = set()
    connection = session.connection()
    for other, column in _pointing_at(table):
        if other is table:
            connection.execute(other.update().where(column.in_(ids)).values({column.name: None}))
            continue
        below = other.select().with_only_columns(other.c.id).where(column.in_(ids))
        found = connection.execute(below)
        files |= _delete(session, other, [row[0] for row in found])
    for column in _pointing_from(table, "stored_file"):
        query = table.select().with_only_columns(column).where(table.c.id.in_(ids))
        files |= {row[0] for row in connection.execute(query) if row[0] is not None}
    connection.execute(table.delete().where(table.c.id.in_(ids)))
    return files


def _pointing_at(table: Table) -> list[tuple[Table, Any]]:
    return [
        (other, column)
        for other in metadata.sorted_tables
        for column in _pointing_from(other, table.name)
    ]


def _pointing_from(table: Table, target: str) -> list[Any]:
    return [
        column
        for column in table.columns
        if any(key.column is metadata.tables[target].c.id for key in column.foreign_keys)
    ]


def _still_named(session: Session, file_id: int) -> bool:
    connection = session.connection()
    return any(
        connection.execute(
            table.select().with_only_columns(column).where(column == file_id).limit(1)
        ).first()
        is not None
        for table in metadata.sorted_tables
        for column in _pointing_from(table, "stored_file")
    )
