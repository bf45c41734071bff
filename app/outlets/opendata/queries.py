"""Reads of open data: rows of a dataset, as many as asked, and the version they are of."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select
from sqlmodel import Session, col, select

from app.core.audit.chain import EVERYWHERE
from app.core.audit.models import PageVersion
from app.core.errors import NotFoundError
from app.law.phases import Phase
from app.outlets.opendata.columns import Record
from app.outlets.opendata.dataset import Dataset, Made
from app.people.authorities.models import Authority
from app.steps.procedures.models import Procedure

PIECE = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """What rows are narrowed to: slugs, public ids, the instant (aware) of a change."""

    authority: str = ""
    procedure: str = ""
    tavolo: str = ""
    outcome: str = ""
    changed_since: datetime | None = None

    @property
    def scope(self) -> str:
        """The public address whose version covers them all."""
        return "/".join(part for part in (self.authority, self.procedure) if part)


@dataclass(frozen=True, slots=True)
class Version:
    """`tag` is another whenever something public under the address changes; `changed_at` its last
    instant, None where none is known."""

    tag: str
    changed_at: datetime | None


def read_version(session: Session, scope: str) -> Version:
    """The version of a public address, in the snapshot that `session` reads; one query."""
    rows = session.exec(
        select(PageVersion.scope, PageVersion.version, PageVersion.changed_at)
        .where(col(PageVersion.scope).in_({scope, EVERYWHERE}))
        .order_by(PageVersion.scope)
    ).all()
    said = repr([(name, version) for name, version, _ in rows])
    instants = [at for _, _, at in rows if at is not None]
    return Version(hashlib.sha256(said.encode()).hexdigest()[:16], max(instants, default=None))


def check_place(session: Session, asked: Asked) -> None:
    """Raises NotFoundError unless the authority, and the procedure if one is asked, are public."""
    query = select(Authority.id).where(Authority.slug == asked.authority)
    if asked.procedure:
        query = query.join(Procedure, col(Procedure.authority_id) == col(Authority.id)).where(
            Procedure.slug == asked.procedure, Procedure.phase != Phase.DRAFT
        )
    if session.exec(query).first() is None:
        raise NotFoundError


def _narrowed(dataset: Dataset, asked: Asked) -> Select[Any]:
    wanted = (
        (col(Authority.slug), asked.authority),
        (col(Procedure.slug), asked.procedure),
        (dataset.tavolo, asked.tavolo),
        (dataset.outcome, asked.outcome),
    )
    query = dataset.query
    for column, value in wanted:
        if value:
            query = query.where(column == value)
    if asked.changed_since is not None:
        query = query.where(dataset.changed >= asked.changed_since)
    return query.order_by(dataset.key)


def stream_records(
    session: Session, dataset: Dataset, asked: Asked, made: Made
) -> Iterator[Record]:
    """Every row in the order of its key, read `PIECE` at a time: memory does not grow."""
    query = _narrowed(dataset, asked).execution_options(yield_per=PIECE)
    with session.connection().execute(query) as rows:
        for _, *values in rows:
            yield dataset.shape(values, made)


def list_records(
    session: Session, dataset: Dataset, asked: Asked, made: Made, *, after: int, limit: int
) -> list[tuple[int, Record]]:
    """At most `limit` rows whose key is greater than `after`, each with its key; one query."""
    query = _narrowed(dataset, asked).where(dataset.key > after).limit(limit)
    return [
        (key, dataset.shape(values, made)) for key, *values in session.connection().execute(query)
    ]


def get_record(session: Session, dataset: Dataset, ref: str, made: Made) -> Record:
    """The row with this id. Raises NotFoundError."""
    row = session.connection().execute(dataset.query.where(dataset.ref == ref)).first()
    if row is None:
        raise NotFoundError
    return dataset.shape(list(row)[1:], made)
