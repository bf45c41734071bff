"""How many statements a block sends to the reading engine."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from app.core.store.session import Store


@contextmanager
def count_queries(store: Store) -> Iterator[list[str]]:
    """The statements that the block sends."""
    seen: list[str] = []

    def note(*said: Any) -> None:
        seen.append(said[2])

    event.listen(store.engines.read, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(store.engines.read, "before_cursor_execute", note)
