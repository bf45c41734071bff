"""`INSERT … ON CONFLICT`, the same on both databases."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel


def insert_or_ignore(session: Session, model: type[SQLModel], **row: Any) -> bool:
    """Insert `row` unless a unique key stands in the way; whether it was inserted.

    On PostgreSQL it waits for a concurrent transaction that holds the same key.
    """
    connection = session.connection()
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    table = model.__table__  # type: ignore[attr-defined]
    statement = dialect.insert(table).values(**row).on_conflict_do_nothing()
    inserted = connection.execute(statement.returning(*table.primary_key)).first()
    return inserted is not None
