"""The demonstration's procedure grown to 100,000 published contributions, on either database.

For size only: rows are copied inside the database, outside the actions and the register.
"""

from typing import Any

from sqlalchemy import Connection, Table, func, insert, literal, null, select, text, true
from sqlalchemy.sql.elements import ColumnElement

from app.core.store.base import metadata
from app.core.store.session import Store
from app.demo.livorno import PROCEDURE, SLUG
from app.steps.contributions.actions.tally import count_all_again
from app.steps.contributions.models import Contribution
from app.steps.esiti.actions import count_again
from app.steps.esiti.models import Esito
from app.steps.procedures.queries import get_public

GROWN = 100_000
CHUNK = 5_000
APART = {"alembic_version"}


def copy_rows(source: Store, target: Store) -> None:
    """Every row of one migrated database into another, empty but migrated: of any kind."""
    with source.engines.read.connect() as here, target.engines.write.begin() as there:
        there.execute(text(_UNCHECKED[there.dialect.name]))
        for table in metadata.sorted_tables:
            if table.name in APART:
                continue
            there.execute(table.delete())
            for rows in here.execute(select(table)).mappings().partitions(CHUNK):
                there.execute(insert(table), [dict(row) for row in rows])
            if there.dialect.name == "postgresql" and "id" in table.c:
                counter = func.pg_get_serial_sequence(table.name, "id")
                there.execute(select(func.setval(counter, func.max(table.c.id))))


_UNCHECKED = {
    "sqlite": "PRAGMA defer_foreign_keys = ON",
    "postgresql": "SET LOCAL session_replication_role = replica",
}


def grow(store: Store, size: int = GROWN) -> int:
    """Contributions and their esiti, again and again; gives how many contributions there are."""
    with store.reading() as session:
        key = get_public(session, SLUG, PROCEDURE).procedure.pk
    contribution: Table = Contribution.__table__  # type: ignore[attr-defined]
    with store.engines.write.begin() as connection:
        mine = contribution.c.procedure_id == key
        held = connection.execute(
            select(func.count()).where(mine, contribution.c.number.is_not(None))
        ).scalar_one()
        turns = size // held - 1
        _copy_contributions(connection, contribution, key, held, turns)
        connection.execute(text("ANALYZE"))  # else PostgreSQL joins as if there were none
        _copy_esiti(connection, contribution, key, held, turns)
    with store.writing() as session:
        procedure = get_public(session, SLUG, PROCEDURE).procedure
        count_all_again(session, procedure.pk)
        count_again(session, procedure.pk, procedure.authority_id)
    with store.engines.write.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))
    return int(held) * (turns + 1)


def _copy_contributions(
    connection: Connection, table: Table, key: int, held: int, turns: int
) -> None:
    n = _numbers(turns)
    changed = {
        "public_id": _name(connection, table, n),
        "number": table.c.number + n.c.n * held,
        "replaces_id": null(),
    }
    chosen = select(*_columns(table, changed)).select_from(table.join(n, true()))
    chosen = chosen.where(table.c.procedure_id == key, table.c.number.is_not(None))
    connection.execute(insert(table).from_select(_names(table), chosen))


def _copy_esiti(
    connection: Connection, contribution: Table, key: int, held: int, turns: int
) -> None:
    table: Table = Esito.__table__  # type: ignore[attr-defined]
    n = _numbers(turns)
    old, new = contribution.alias("old"), contribution.alias("new")
    changed = {
        "public_id": _name(connection, table, n),
        "contribution_id": new.c.id,
    }
    joined = (
        table.join(old, table.c.contribution_id == old.c.id)
        .join(n, true())
        .join(
            new,
            (new.c.procedure_id == old.c.procedure_id)
            & (new.c.number == old.c.number + n.c.n * held),
        )
    )
    chosen = select(*_columns(table, changed)).select_from(joined)
    connection.execute(
        insert(table).from_select(_names(table), chosen.where(table.c.procedure_id == key))
    )


def _numbers(turns: int) -> Any:
    first = select(literal(1).label("n")).cte("numbers", recursive=True)
    return first.union_all(select(first.c.n + 1).where(first.c.n < turns))


def _names(table: Table) -> list[str]:
    return [column.name for column in table.c if column.name != "id"]


def _columns(table: Table, changed: dict[str, Any]) -> list[ColumnElement[Any]]:
    return [changed.get(name, table.c[name]) for name in _names(table)]


def _name(connection: Connection, table: Table, n: Any) -> ColumnElement[str]:
    """A public id of its own for each copy."""
    if connection.dialect.name == "sqlite":
        return func.lower(func.hex(func.randomblob(10)))
    mixed = func.concat(table.c.public_id, n.c.n)
    return func.substr(func.md5(mixed), 1, 20)
