"""When somebody last worked on an istanza; of those that stand nobody knows: from today."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("istanza", schema=None) as batch_op:
        batch_op.add_column(sa.Column("saved_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE istanza SET saved_at = CURRENT_TIMESTAMP")
    with op.batch_alter_table("istanza", schema=None) as batch_op:
        batch_op.alter_column("saved_at", existing_type=sa.DateTime(timezone=True), nullable=False)
