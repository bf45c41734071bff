"""Reads the version of a public address on the event loop, before any thread is taken."""

import asyncio

import psycopg
import pysqlite3.dbapi2 as sqlite
from sqlalchemy import make_url

from app.core.audit.chain import EVERYWHERE
from app.core.web.pagecache import UnreadableVersionError

_QUERY = "SELECT scope, version FROM page_version WHERE scope IN ({0}, {0}) ORDER BY scope"


class SqliteVersions:
    """One connection of its own: a read takes some tens of microseconds."""

    def __init__(self, address: str) -> None:
        path = make_url(address).database
        self._connection = sqlite.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.execute("PRAGMA query_only=1")

    async def __call__(self, scope: str) -> str:
        try:
            rows = self._connection.execute(_QUERY.format("?"), (scope, EVERYWHERE)).fetchall()
        except sqlite.Error as error:
            raise UnreadableVersionError from error
        return repr(rows)

    async def close(self) -> None:
        self._connection.close()


class PostgresVersions:
    """One asynchronous connection, opened at first use and again after a failure."""

    def __init__(self, address: str) -> None:
        url = make_url(address).set(drivername="postgresql")
        self._address = url.render_as_string(hide_password=False)
        self._connection: psycopg.AsyncConnection[tuple[str, int]] | None = None
        self._turn = asyncio.Lock()

    async def __call__(self, scope: str) -> str:
        async with self._turn:
            try:
                connection = await self._open()
                cursor = await connection.execute(_QUERY.format("%s"), (scope, EVERYWHERE))
                return repr(await cursor.fetchall())
            except psycopg.Error as error:
                await self.close()
                raise UnreadableVersionError from error

    async def _open(self) -> "psycopg.AsyncConnection[tuple[str, int]]":
        if self._connection is None or self._connection.closed:
            self._connection = await psycopg.AsyncConnection.connect(self._address, autocommit=True)
        return self._connection

    async def close(self) -> None:
        if self._connection is not None:
            await self._connection.close()
            self._connection = None


def version_reader(address: str) -> SqliteVersions | PostgresVersions:
    sqlite_url = make_url(address).get_backend_name() == "sqlite"
    return SqliteVersions(address) if sqlite_url else PostgresVersions(address)
