"""The search itself: the newest thousand that match, by title first.

A common word has tens of thousands of documents: nobody reads them, so nobody counts them.
What is narrowed to is part of the match, so that the bound comes after it.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import text
from sqlmodel import Session, col, select

from app.core.store.wordindex import AnyOf, find_words
from app.law.phases import Phase
from app.outlets.search.asked import NAMES, Asked
from app.outlets.search.finders import LABELS
from app.outlets.search.models import SearchDocument
from app.outlets.search.words import filter_token
from app.people.authorities.models import Authority
from app.people.ets.models import Ets
from app.steps.procedures.models import Procedure, Tavolo

MOST, PAGE_SIZE = 1_000, 20
COLUMNS = tuple(NAMES.values())


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What results are narrowed to: column → value. `unknown` where one is not there at all."""

    values: dict[str, Any] = field(default_factory=dict)
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A row of the results, as it stands in the index."""

    id: int
    kind: str
    authority_id: int
    procedure_id: int
    tavolo_id: int | None
    ets_id: int | None
    outcome: str
    day: date
    address: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits. `total` is bounded by MOST, `more` says that there are others beyond it.

    `counts` maps a column to how many of these have which value, over all pages.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    more: bool = False
    counts: dict[str, Counter[Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Names:
    """How keys are called: (name for people, name for the address), by key."""

    authority_id: dict[int, tuple[str, str]]
    procedure_id: dict[int, tuple[str, str]]
    tavolo_id: dict[int, tuple[str, str]]
    ets_id: dict[int, tuple[str, str]]


def narrow(session: Session, asked: Asked, authority: Authority | None) -> Narrowed:
    """The keys behind what an address narrows to; what is not there finds nothing."""
    found: dict[str, Any] = {"authority_id": authority.pk} if authority is not None else {}
    for name, value in asked.narrowed.items():
        column = NAMES[name]
        key = _key(session, name, value)
        if key is None or found.get(column, key) != key:
            return Narrowed(unknown=True)
        found[column] = key
    return Narrowed(found)


def _key(session: Session, name: str, value: str) -> Any:
    if name == "tipo":
        return value if value in LABELS else None
    if name == "anno":
        return int(value) if value.isascii() and value.isdigit() else None
    if name == "esito":
        return value.replace("-", " ")
    asked: dict[str, Any] = {
        "amministrazione": select(Authority.id).where(Authority.slug == value),
        "procedimento": select(Procedure.id).where(
            Procedure.public_id == value, Procedure.phase != Phase.DRAFT
        ),
        "tavolo": select(Tavolo.id).where(Tavolo.public_id == value),
        "ente": select(Ets.id).where(Ets.public_id == value),
    }
    return session.exec(asked[name]).first()


def search(session: Session, asked: Asked, narrowed: Narrowed) -> Results:
    """What matches every word and everything narrowed to; the same on both databases."""
    if not asked.anything or narrowed.unknown:
        return Results()
    connection = session.connection()
    only = [AnyOf((filter_token(name, value),)) for name, value in narrowed.values.items()]
    anywhere = [*(word.anywhere for word in asked.words), *only]
    in_title = [*(word.in_title for word in asked.words), *only]
    first, found = find_words(connection, in_title, anywhere, most=MOST + 1)
    more = len(found) > MOST
    rows = _facts(session, dict.fromkeys((*first, *found)))
    ordered = _ordered(rows, first, found)[:MOST]
    start = (min(asked.page, -(-len(ordered) // PAGE_SIZE) or 1) - 1) * PAGE_SIZE
    return Results(
        hits=_hits(session, ordered[start : start + PAGE_SIZE]),
        total=len(ordered),
        more=more,
        counts=_counts(rows[key] for key in ordered),
    )


def _ordered(rows: dict[int, Sequence[Any]], first: list[int], found: list[int]) -> list[int]:
    """Procedures named so, then what has the words in its title, then the rest: newest first."""
    named = [key for key in first if rows.get(key, ("",))[0] == "procedure"]
    every = dict.fromkeys((*named, *first, *found))
    return [key for key in every if key in rows]


_ROWS = "d.id, d.kind, d.authority_id, d.procedure_id, d.tavolo_id, d.ets_id, d.year, d.outcome"
_ON_SQLITE = text(
    f"SELECT {_ROWS} FROM json_each(:keys) AS k JOIN search_document AS d ON d.id = k.value"  # noqa: S608
)
_ON_POSTGRESQL = text(
    f"SELECT {_ROWS} FROM search_document AS d WHERE d.id = ANY(:keys)"  # noqa: S608
)


def _facts(session: Session, keys: Collection[int]) -> dict[int, Sequence[Any]]:
    """Key → what it is counted by, in the order of NAMES; no words are read."""
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        found = connection.execute(_ON_SQLITE, {"keys": json.dumps(list(keys))})
    else:
        found = connection.execute(_ON_POSTGRESQL, {"keys": list(keys)})
    return {row[0]: tuple(row)[1:] for row in found.fetchall()}


def _counts(rows: Iterable[Sequence[Any]]) -> dict[str, Counter[Any]]:
    columns = list(zip(*rows, strict=True)) or [()] * len(COLUMNS)
    counts = {name: Counter(values) for name, values in zip(COLUMNS, columns, strict=True)}
    for counter in counts.values():
        counter.pop(None, None)
        counter.pop("", None)
    return counts


_HIT = tuple(getattr(SearchDocument, name) for name in Hit.__dataclass_fields__)


def _hits(session: Session, keys: list[int]) -> tuple[Hit, ...]:
    query = select(*_HIT).where(col(SearchDocument.id).in_(keys))
    rows = {row[0]: Hit(*row) for row in session.exec(query)}
    return tuple(rows[key] for key in keys if key in rows)


def names_of(session: Session, wanted: dict[str, set[int]]) -> Names:
    """What these keys are called, by column; at most four queries."""
    tables: dict[str, tuple[Any, Any, Any]] = {
        "authority_id": (Authority.id, Authority.name, Authority.slug),
        "procedure_id": (Procedure.id, Procedure.title, Procedure.public_id),
        "tavolo_id": (Tavolo.id, Tavolo.name, Tavolo.public_id),
        "ets_id": (Ets.id, Ets.name, Ets.public_id),
    }
    found: dict[str, dict[int, tuple[str, str]]] = {}
    for name, columns in tables.items():
        keys = wanted.get(name, set())
        query = select(*columns).where(columns[0].in_(keys))
        found[name] = {key: (word, ref) for key, word, ref in session.exec(query)} if keys else {}
    return Names(**found)
