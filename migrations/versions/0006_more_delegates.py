"""A body may send several delegates to a tavolo."""

import sqlalchemy as sa
from alembic import op

from app.core.store.types import FrozenJson

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("domanda_tavolo", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("more_delegates", FrozenJson(), nullable=False, server_default="[]")
        )

    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("more_delegates", FrozenJson(), nullable=False, server_default="[]")
        )
