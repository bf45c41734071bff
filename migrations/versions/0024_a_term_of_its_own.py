"""The days in which an authority decides a domanda; each avviso keeps those it was published with.

What was published before had the law's thirty days. The columns are added without rebuilding
`avviso_version`, whose rows nothing may alter.
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("authority", "avviso_version"):
        op.add_column(
            table, sa.Column("conclusion_days", sa.Integer(), nullable=False, server_default="30")
        )
        op.add_column(
            table,
            sa.Column("conclusion_rule", sa.String(length=300), nullable=False, server_default=""),
        )
    op.add_column(
        "authority", sa.Column("conclusion_why", sa.String(), nullable=False, server_default="")
    )
