"""Runs migrations: foreign keys off while tables are rebuilt, checked before the commit.

An Alembic batch on SQLite rebuilds tables; with foreign keys on, that would cascade-delete rows,
and it drops triggers without a word: they are made again after every run.
"""

from typing import Any

from alembic import context
from sqlalchemy import Connection, text

from app.core.audit.triggers import create_triggers
from app.core.store.migrate import in_models
from app.core.store.registry import import_models


def run() -> None:
    connection: Connection = context.config.attributes["connection"]
    sqlite = connection.dialect.name == "sqlite"
    context.configure(
        connection=connection,
        target_metadata=import_models(),
        render_as_batch=sqlite,
        transactional_ddl=True,
        compare_type=True,
        include_name=in_models,
        render_item=render_item,
    )
    with context.begin_transaction():
        context.run_migrations()
        create_triggers(connection)
        if sqlite and (broken := connection.execute(text("PRAGMA foreign_key_check")).all()):
            raise RuntimeError(f"foreign keys do not hold after the migration: {broken[:5]}")


def render_item(kind: str, item: Any, _context: Any) -> str | bool:
    """Our checked types are plain ones for a migration."""
    plain = {
        "UtcDateTime": "sa.DateTime(timezone=True)",
        "FrozenJson": "FrozenJson()",
        "AutoString": "sa.String()",
    }
    if kind == "type" and type(item).__name__ in plain:
        return plain[type(item).__name__]
    return False


run()
