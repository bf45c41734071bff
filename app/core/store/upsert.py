"""`INSERT … ON CONFLICT`, the same on both databases."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel


def insert_or_increase(session: Session, model: type[SQLModel], counter: str, **keys: Any) -> int:
    """Add one to `counter` of the row with these unique `keys`, which is made at zero; its value.

    The row stays locked until the transaction ends: who comes after waits.
    """
    dialect, table = _dialect(session), model.__table__  # type: ignore[attr-defined]
    statement = dialect.insert(table).values(**keys, **{counter: 1})
    raised = statement.on_conflict_do_update(
        index_elements=list(keys), set_={counter: table.c[counter] + 1}
    )
    return int(session.connection().execute(raised.returning(table.c[counter])).scalar_one())


def insert_or_ignore(session: Session, model: type[SQLModel], **row: Any) -> bool:
    """Insert `row` unless a unique key stands in the way; whether it was inserted.

    On PostgreSQL it waits for a concurrent transaction that holds the same key.
    """
    dialect, table = _dialect(session), model.__table__  # type: ignore[attr-defined]
    statement = dialect.insert(table).values(**row).on_conflict_do_nothing()
    inserted = session.connection().execute(statement.returning(*table.primary_key)).first()
    return inserted is not None


def _dialect(session: Session) -> Any:
    return sqlite if session.connection().dialect.name == "sqlite" else postgresql
