"""assisted_filing"""

import sqlalchemy as sa
from alembic import op

from app.core.store.types import FrozenJson

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_CHANNELS = "channel IN ('online', 'pec', 'paper', 'email')"


def upgrade() -> None:
    op.create_table(
        "arrival_batch",
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("problems", FrozenJson(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_arrival_batch_file_id")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["account.id"], name=op.f("fk_arrival_batch_made_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id", "authority_id"],
            ["procedure.id", "procedure.authority_id"],
            name=op.f("fk_arrival_batch_procedure_id_authority_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrival_batch")),
        sa.UniqueConstraint(
            "procedure_id", "sha256", name=op.f("uq_arrival_batch_procedure_id_sha256")
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_arrival_batch_public_id")),
    )
    op.create_table(
        "arrival_batch_row",
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("domanda_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["arrival_batch.id"], name=op.f("fk_arrival_batch_row_batch_id")
        ),
        sa.ForeignKeyConstraint(
            ["domanda_id"], ["domanda.id"], name=op.f("fk_arrival_batch_row_domanda_id")
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id", "authority_id"],
            ["procedure.id", "procedure.authority_id"],
            name=op.f("fk_arrival_batch_row_procedure_id_authority_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrival_batch_row")),
        sa.UniqueConstraint("batch_id", "line", name=op.f("uq_arrival_batch_row_batch_id_line")),
    )
    with op.batch_alter_table("arrival_batch_row", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_arrival_batch_row_domanda_id"), ["domanda_id"], unique=False
        )

    with op.batch_alter_table("domanda", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("signed_by", sa.String(length=200), nullable=False, server_default="")
        )
        batch_op.drop_constraint(op.f("ck_domanda_channel"), type_="check")
        batch_op.create_check_constraint(op.f("ck_domanda_channel"), sa.text(_CHANNELS))
