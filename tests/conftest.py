"""The real house for every test: both databases, the whole application, a legal clock to move."""

import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlmodel import Session
from starlette.testclient import TestClient

os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp()  # the PostgreSQL wheel wants a private one

from app.assembly import assemble
from app.core.clock import set_legal_offset, wall_now
from app.core.store.session import Store
from app.main import create_app
from app.settings import Settings
from tests.support.browserless import SignedIn, make_store_for, open_house
from tests.support.databases import PostgresServer, SqliteServer
from tests.support.engines import Wanderer
from tests.support.scratch import work_in_memory

work_in_memory()

DATABASES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def sqlite_server(tmp_path_factory: pytest.TempPathFactory) -> SqliteServer:
    return SqliteServer(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        server = PostgresServer(Path(folder))
        yield server
        server.stop()


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A fresh, migrated database: each test that uses it runs on both kinds."""
    server = request.getfixturevalue(
        "sqlite_server" if request.param == "sqlite" else "postgres_server"
    )
    with server.database() as address:
        yield address


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return Settings(
        database_url=database_url,
        blob_url=str(tmp_path / "blobs"),
        base_url="http://testserver",
        secret_key="t" * 40,
        pool_size=6,
    )


@pytest.fixture(scope="session")
def wanderers() -> Callable[[str, Settings], Wanderer]:
    """The engines of each kind of database, made when the first test asks for them."""
    made: dict[str, Wanderer] = {}

    def of(dialect: str, settings: Settings) -> Wanderer:
        if dialect not in made:
            made[dialect] = Wanderer(settings.database_url, settings.pool_size)
        return made[dialect]

    return of


@pytest.fixture
def store(settings: Settings, wanderers: Callable[[str, Settings], Wanderer]) -> Iterator[Store]:
    """The store of this test's database; the rooms hear of each other's events."""
    assemble()
    made = make_store_for(settings)
    made.engines.dispose()
    with wanderers(made.dialect, settings).at(settings.database_url) as engines:
        made.engines = engines
        yield made


@pytest.fixture
def session(store: Store) -> Iterator[Session]:
    """An open writing session; `store.finish(session)` commits it as the edge would."""
    opened = store.open_write()
    yield opened
    opened.rollback()
    opened.close()


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[FastAPI, TestClient]]:
    """One application for all tests; `client` gives it each test's own database."""
    folder = tmp_path_factory.mktemp("house")
    app = create_app(
        Settings(
            database_url=f"sqlite:///{folder}/none.sqlite3",
            blob_url=str(folder),
            base_url="http://testserver",
            secret_key="t" * 40,
        ),
        with_worker=False,
    )
    with TestClient(app, follow_redirects=False) as client:
        yield app, client


@pytest.fixture
def client(
    house: tuple[FastAPI, TestClient], settings: Settings, store: Store
) -> Iterator[TestClient]:
    """A browser without JavaScript in front of the whole application."""
    with open_house(house, settings, store) as client:
        yield client


@pytest.fixture
def sign_in_as(client: TestClient, store: Store) -> SignedIn:
    """`sign_in_as(account)` signs the client in; `sign_in_as(None)` signs it out."""
    return SignedIn(client, store)


class Clock:
    """Moves the legal clock of this process."""

    def move_to(self, instant: datetime) -> None:
        """Make `legal_now()` begin at `instant` (aware)."""
        set_legal_offset(instant - wall_now())


@pytest.fixture
def clock() -> Iterator[Clock]:
    yield Clock()
    set_legal_offset(timedelta(0))


@pytest.fixture(autouse=True)
def _legal_clock_at_rest() -> Iterator[None]:
    yield
    set_legal_offset(timedelta(0))
