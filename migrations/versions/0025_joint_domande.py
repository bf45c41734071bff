"""joint_domande: what a member wrote, that it said no, where it is told; its own checks"""

import sqlalchemy as sa
from alembic import op

from app.core.store.types import FrozenJson

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("domanda_member", schema=None) as batch_op:
        batch_op.add_column(sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("email", sa.String(length=254), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("details", FrozenJson(), nullable=False, server_default="{}"))

    with op.batch_alter_table("register_check", schema=None) as batch_op:
        batch_op.add_column(sa.Column("member_id", sa.Integer(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_register_check_member_id"), ["member_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_register_check_member_id"), "domanda_member", ["member_id"], ["id"]
        )
