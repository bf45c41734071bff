"""The gate: who may open a session now.

Sync routes and dependencies take separate thread hops, so that many waiters could starve the
one that holds the database's lock. One writer for each process on SQLite, few on PostgreSQL:
more would only take the interpreter from each other, and answer out of their turn.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from app.core.errors import UnavailableError

WAIT_SECONDS = 20.0


class Gate:
    def __init__(self, *, writers: int, readers: int) -> None:
        self._writers = asyncio.Semaphore(writers)
        self._readers = asyncio.Semaphore(readers)

    @asynccontextmanager
    async def _through(self, door: asyncio.Semaphore) -> AsyncIterator[None]:
        try:
            await asyncio.wait_for(door.acquire(), WAIT_SECONDS)
        except TimeoutError:
            raise UnavailableError(
                "Il servizio è molto occupato.", remedy="Riprovate tra qualche secondo."
            ) from None
        try:
            yield
        finally:
            door.release()

    def writing(self) -> AbstractAsyncContextManager[None]:
        return self._through(self._writers)

    def is_full_of_writers(self) -> bool:
        """Whether who wants to write would have to wait."""
        return self._writers.locked()

    def reading(self) -> AbstractAsyncContextManager[None]:
        return self._through(self._readers)
