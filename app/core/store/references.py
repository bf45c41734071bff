"""Which rows nothing else names: what the tables themselves say of each other."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, SQLModel

_AT_ONCE = 500


def unnamed(session: Session, model: type[SQLModel], keys: Collection[int]) -> set[int]:
    """The `keys` of rows of `model` that no row of any table refers to; its own table's too."""
    table: Any = model.__table__  # type: ignore[attr-defined]
    naming = [
        foreign.parent
        for other in model.metadata.tables.values()
        for foreign in other.foreign_keys
        if foreign.column is table.c.id
    ]
    free, wanted = set(keys), sorted(keys)
    for at in range(0, len(wanted), _AT_ONCE):
        some = wanted[at : at + _AT_ONCE]
        for column in naming:
            free.difference_update(
                session.connection().scalars(select(column).where(column.in_(some)))
            )
    return free
