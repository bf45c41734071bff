"""Which rows have which tokens: FTS5 on SQLite, a tsvector under a GIN index on PostgreSQL.

Both get the tokens ready made, ASCII letters and digits, so that both find the same. The table is
no model: neither database could make it from one, and migrations call `create_words` for it. Keys
are the caller's; the highest come first.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Connection, text

NAME: Final = "search_words"

_SQLITE = (
    f"CREATE VIRTUAL TABLE {NAME} USING fts5"
    "(words, content='', contentless_delete=1, detail=none, tokenize='ascii')"
)
_POSTGRESQL = (
    f"CREATE TABLE {NAME} (id BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)",
    f"CREATE INDEX ix_{NAME}_words ON {NAME} USING gin (words)",
)
# Tokens of many rows go into GIN together, at a third of the cost; none waits for a search.
_POSTGRESQL_MERGE = text(f"SELECT gin_clean_pending_list('ix_{NAME}_words')")
# The one good plan, said aloud: a GIN index is read by a bitmap, and never the whole table.
_ONLY_BITMAP = (
    "SELECT set_config('enable_seqscan', '{0}', true), set_config('enable_indexscan', '{0}', true)"
)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """A row matches with one of `tokens`, or with one that begins with `beginning`."""

    tokens: tuple[str, ...]
    beginning: str = ""


Match = Sequence[AnyOf]
"""A row matches when it matches each part."""


def is_word_table(name: str | None) -> bool:
    """Whether a table is this one, or one that FTS5 keeps behind it."""
    return name is not None and (name == NAME or name.startswith(f"{NAME}_"))


def create_words(connection: Connection) -> None:
    """For a migration: the table of tokens on either database."""
    sqlite = connection.dialect.name == "sqlite"
    for statement in (_SQLITE,) if sqlite else _POSTGRESQL:
        connection.execute(text(statement))


def put_words(connection: Connection, rows: Iterable[tuple[int, Collection[str]]]) -> None:
    """Add rows, each a key with its tokens; one that stands is replaced."""
    # By key: FTS5 writes out what it holds whenever a key is lower than the one before.
    values = [{"id": key, "words": " ".join(tokens)} for key, tokens in sorted(rows, key=_first)]
    if not values:
        return
    sqlite = connection.dialect.name == "sqlite"
    connection.execute(_SQLITE_PUT if sqlite else _POSTGRESQL_PUT, values)
    if not sqlite:
        connection.execute(_POSTGRESQL_MERGE)


_first = itemgetter(0)
_SQLITE_PUT = text(f"INSERT OR REPLACE INTO {NAME} (rowid, words) VALUES (:id, :words)")  # noqa: S608
_POSTGRESQL_PUT = text(
    f"INSERT INTO {NAME} (id, words) VALUES (:id, CAST(:words AS tsvector)) "  # noqa: S608
    "ON CONFLICT (id) DO UPDATE SET words = excluded.words"
)


def drop_words(connection: Connection, keys: Sequence[int]) -> None:
    """Take rows away; those that are not there are left."""
    if keys:
        column = "rowid" if connection.dialect.name == "sqlite" else "id"
        statement = text(f"DELETE FROM {NAME} WHERE {column} = :id")  # noqa: S608  our own names
        connection.execute(statement, [{"id": key} for key in keys])


def find_words(connection: Connection, *matches: Match, most: int) -> list[list[int]]:
    """For each of `matches` the highest keys that match, at most `most`, the highest first."""
    if connection.dialect.name == "sqlite":
        return [_find(connection, _SQLITE_FIND, fts5(match), most) for match in matches]
    connection.execute(text(_ONLY_BITMAP.format("off")))
    found = [_find(connection, _POSTGRESQL_FIND, tsquery(match), most) for match in matches]
    connection.execute(text(_ONLY_BITMAP.format("on")))
    return found


_SQLITE_FIND = text(
    f"SELECT rowid FROM {NAME} WHERE {NAME} MATCH :match ORDER BY rowid DESC LIMIT :most"  # noqa: S608
)
_POSTGRESQL_FIND = text(
    f"SELECT id FROM {NAME} WHERE words @@ CAST(:match AS tsquery) ORDER BY id DESC LIMIT :most"  # noqa: S608
)


def _find(connection: Connection, statement: Any, match: str, most: int) -> list[int]:
    rows = connection.execute(statement, {"match": match, "most": most}).fetchall()
    return [row[0] for row in rows]


def list_words(connection: Connection) -> set[int]:
    """Every key, for a check."""
    column = "rowid" if connection.dialect.name == "sqlite" else "id"
    return set(connection.execute(text(f"SELECT {column} FROM {NAME}")).scalars())  # noqa: S608


def fts5(match: Match) -> str:
    """`match` as FTS5 reads it; tokens hold letters and digits only, so nothing needs escaping."""
    parts = []
    for part in match:
        ways = [f'"{_plain(token)}"' for token in part.tokens]
        ways += [f'"{_plain(part.beginning)}"*'] if part.beginning else []
        parts.append(f"({' OR '.join(ways)})")
    return " AND ".join(parts)


def tsquery(match: Match) -> str:
    """`match` as a tsquery is written."""
    parts = []
    for part in match:
        ways = [f"'{_plain(token)}'" for token in part.tokens]
        ways += [f"'{_plain(part.beginning)}':*"] if part.beginning else []
        parts.append(f"({' | '.join(ways)})")
    return " & ".join(parts)


def _plain(token: str) -> str:
    if not (token.isascii() and token.isalnum()):
        raise ValueError(f"{token!r} is no token")
    return token
