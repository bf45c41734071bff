"""Engines that go from database to database: a statement is compiled once for all tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event, make_url

from app.core.store.engine import Engines, open_engines


class Wanderer:
    """The engines of one kind of database, lent to one test at a time."""

    def __init__(self, address: str, pool_size: int) -> None:
        self.address = address
        self.engines = open_engines(address, pool_size=pool_size)
        dialects = {engine.dialect: engine for engine in (self.engines.write, self.engines.read)}
        for engine in dialects.values():
            event.listen(engine, "do_connect", self._go)

    def _go(self, dialect: Any, _record: Any, words: list[Any], options: dict[str, Any]) -> None:
        words[:], told = dialect.create_connect_args(make_url(self.address))
        options.update({name: told[name] for name in ("dbname",) if name in told})

    @contextmanager
    def at(self, address: str) -> Iterator[Engines]:
        """The engines, on this database; no connection of theirs is left afterwards."""
        self.address = address
        try:
            yield self.engines
        finally:
            self.engines.dispose()
