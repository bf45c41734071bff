"""One writing and one reading engine, on SQLite or PostgreSQL, with the settings that keep data.

SQLite: WAL, `synchronous=FULL`, foreign keys, `BEGIN IMMEDIATE` for writers (the default BEGIN
loses updates or fails with "database is locked"), and a query-only engine for readers, whose
plain BEGIN lets two reads of one request agree. PostgreSQL: READ COMMITTED for writers, which
lock the rows they decide on, REPEATABLE READ and read-only for readers.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pysqlite3.dbapi2 as sqlite
from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

SAFE_SQLITE = (3, 51, 3)  # earlier ones can corrupt a WAL that is being reset
BUSY_MS = 15_000


class DatabaseSettingError(ValueError):
    """The address of the database cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Engines:
    write: Engine
    read: Engine

    @property
    def dialect(self) -> str:
        return self.write.dialect.name

    def dispose(self) -> None:
        self.write.dispose()
        self.read.dispose()


def open_engines(address: str, *, pool_size: int = 10) -> Engines:
    """Engines for `sqlite:///file` or `postgresql+psycopg://…`.

    Raises DatabaseSettingError on any other address or on a SQLite that is not safe.
    """
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        raise DatabaseSettingError(f"{address!r} is no database address") from error
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    if url.drivername == "postgresql+psycopg":
        return _postgresql(url, pool_size)
    raise DatabaseSettingError("use sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME")


def _sqlite(url: URL) -> Engines:
    if sqlite.sqlite_version_info < SAFE_SQLITE:
        raise DatabaseSettingError(f"SQLite {sqlite.sqlite_version} is too old: 3.51.3 is needed")
    if not url.database or url.database == ":memory:":
        raise DatabaseSettingError("SQLite needs a file: sqlite:///var/coprogramma.sqlite3")
    Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    options: dict[str, Any] = {
        "module": sqlite,
        "connect_args": {"isolation_level": None, "check_same_thread": False},
    }
    write = create_engine(url, pool_size=4, max_overflow=8, **options)
    read = create_engine(url, pool_size=8, max_overflow=16, **options)
    for engine, begin, query_only in ((write, "BEGIN IMMEDIATE", 0), (read, "BEGIN", 1)):
        _prepare_sqlite(engine, begin, query_only)
    return Engines(write, read)


def _prepare_sqlite(engine: Engine, begin: str, query_only: int) -> None:
    def on_connect(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute(f"PRAGMA query_only={query_only}")
        cursor.close()

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))


def _postgresql(url: URL, pool_size: int) -> Engines:
    write = create_engine(url, pool_size=pool_size, max_overflow=0, pool_pre_ping=True)
    read = write.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return Engines(write, read)
