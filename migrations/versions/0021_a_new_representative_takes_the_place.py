"""a_new_representative_takes_the_place"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("replaces", sa.Boolean(), nullable=False, server_default=sa.false())
        )
