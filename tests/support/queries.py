"""How many statements a block sends to one of the engines, and how many rows it reads."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from app.core.store.session import Store


@contextmanager
def count_queries(store: Store, *, writing: bool = False) -> Iterator[list[str]]:
    """The statements that the block sends to read; those of a transaction that may write."""
    seen: list[str] = []
    engine = store.engines.write if writing else store.engines.read

    def note(*said: Any) -> None:
        seen.append(said[2])

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


@contextmanager
def count_rows(store: Store) -> Iterator[list[Any]]:
    """The rows that the block reads out of SQLite through the reading engine."""
    seen: list[Any] = []

    def keep(_cursor: Any, row: Any) -> Any:
        seen.append(row)
        return row

    def watch(connection: Any, *_said: Any) -> None:
        connection.row_factory = keep

    def leave(connection: Any, *_said: Any) -> None:
        connection.row_factory = None

    pool = store.engines.read.pool
    event.listen(pool, "checkout", watch)
    event.listen(pool, "checkin", leave)
    try:
        yield seen
    finally:
        event.remove(pool, "checkout", watch)
        event.remove(pool, "checkin", leave)
