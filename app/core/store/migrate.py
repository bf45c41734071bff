"""Brings a database to the newest schema, and says whether models and migrations agree."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from app.core.resources import resource
from app.core.store.engine import Engines
from app.core.store.registry import import_models
from app.core.store.wordindex import is_word_table


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(resource("migrations")))
    config.attributes["connection"] = connection
    return config


@contextmanager
def _keys_off(engines: Engines) -> Iterator[Connection]:
    """A writing connection without foreign keys: the pragma only works between transactions."""
    with engines.write.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            raw = connection.connection.dbapi_connection
            raw.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
        try:
            yield connection
        finally:
            if sqlite:
                connection.rollback()
                raw.execute("PRAGMA foreign_keys=ON")  # type: ignore[union-attr]


def upgrade(engines: Engines) -> None:
    """Apply every migration that is missing, in one transaction."""
    with _keys_off(engines) as connection:
        command.upgrade(_config(connection), "head")
        connection.commit()


def current_revision(engines: Engines) -> str | None:
    """The revision that the database is at; None when it is empty."""
    with engines.read.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str | None:
    return ScriptDirectory.from_config(_config()).get_current_head()


def drift(engines: Engines) -> list[Any]:
    """What the models have and the migrated database has not, or the other way round."""
    with engines.read.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_name": in_models}
        )
        return list(compare_metadata(context, import_models()))


def in_models(name: str | None, kind: str, _parents: Any) -> bool:
    """Whether models say what a table is to be: of the index of words none does."""
    return kind != "table" or not is_word_table(name)


def write_revision(engines: Engines, slug: str, number: str) -> None:
    """Write the migration that brings the database to the models. For engineers."""
    with engines.write.connect() as connection:
        command.revision(_config(connection), slug, autogenerate=True, rev_id=number)
        connection.rollback()
