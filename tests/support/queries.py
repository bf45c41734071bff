"""How many statements a block sends to one of the engines."""

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
