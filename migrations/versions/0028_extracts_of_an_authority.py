"""An extract of the register serves the authority that loaded it, or the whole installation."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

CURRENT = "state = 'current'"


def upgrade() -> None:
    op.drop_index("uq_register_extract_current", "register_extract")
    with op.batch_alter_table("register_extract", schema=None) as batch_op:
        batch_op.add_column(sa.Column("authority_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_register_extract_authority_id"), "authority", ["authority_id"], ["id"]
        )
    _one_current("uq_register_extract_current", "state", f"{CURRENT} AND authority_id IS NULL")
    _one_current("uq_register_extract_current_of", "authority_id", CURRENT)


def _one_current(name: str, column: str, where: str) -> None:
    """Of the extracts in use, one for each that they serve."""
    condition = sa.text(where)
    op.create_index(
        name,
        "register_extract",
        [column],
        unique=True,
        sqlite_where=condition,
        postgresql_where=condition,
    )
