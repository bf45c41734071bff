"""The keys that contributions are found by hold their words, not the name the body once had."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from app.core.text import sort_key

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

_BATCH = 500
_ROWS = sa.table(
    "contribution",
    *(
        sa.column(name)
        for name in (
            "id", "state", "title", "text", "published_title", "published_text", "filed_key",
            "public_key",
        )
    ),
)  # fmt: skip


def upgrade() -> None:
    connection, last = op.get_bind(), 0
    query = sa.select(_ROWS).where(_ROWS.c.id > sa.bindparam("last")).order_by(_ROWS.c.id)
    change = (
        sa.update(_ROWS)
        .where(_ROWS.c.id == sa.bindparam("key"))
        .values(filed_key=sa.bindparam("filed"), public_key=sa.bindparam("published"))
    )
    while rows := connection.execute(query.limit(_BATCH), {"last": last}).all():
        connection.execute(change, [_keys(row) for row in rows])
        last = rows[-1].id


def _keys(row: Any) -> dict[str, Any]:
    return {
        "key": row.id,
        "filed": _key(row.title, row.text) if row.filed_key else "",
        "published": _key(row.published_title, row.published_text) if row.public_key else "",
    }


def _key(*words: str) -> str:
    return " ".join(sort_key(word) for word in words)


def downgrade() -> None:
    """The names stay out: the lists ask the body for its own."""
