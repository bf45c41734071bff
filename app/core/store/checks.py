"""For migrations: lets a column of an enumeration take other values than before."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


def renew_check(table: str, column: str, name: str, values: Sequence[str]) -> None:
    """Make the CHECK `name` (`ck_<table>_<enumeration>`) of `column` anew, on both databases."""
    listed = ", ".join(f"'{value}'" for value in values)
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(op.f(name), type_="check")
        batch.create_check_constraint(op.f(name), sa.text(f"{column} IN ({listed})"))
