"""An import of the plan keeps what undoing it needs, and by whom and when it was undone."""

import sqlalchemy as sa
from alembic import op

from app.core.store.types import FrozenJson

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("plan_import", schema=None) as batch_op:
        batch_op.add_column(sa.Column("before", FrozenJson(), nullable=True))
        batch_op.add_column(sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("undone_by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_plan_import_undone_by_id"), "account", ["undone_by_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("plan_import", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_plan_import_undone_by_id"), type_="foreignkey")
        batch_op.drop_column("undone_by_id")
        batch_op.drop_column("undone_at")
        batch_op.drop_column("before")
