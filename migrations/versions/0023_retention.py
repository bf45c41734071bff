"""Lists of data at the end of their term, and the tombstones of what was removed."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tombstone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("chain", sa.String(length=40), nullable=False),
        sa.Column("kept", sa.String(length=40), nullable=False),
        sa.Column("table_name", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=60), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tombstone")),
        sa.UniqueConstraint("public_id", name=op.f("uq_tombstone_public_id")),
    )
    with op.batch_alter_table("tombstone", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tombstone_chain_id"), ["chain", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_tombstone_subject"), ["subject"], unique=False)

    op.create_table(
        "retention_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "confirmed",
                "done",
                name="liststate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("alone_on", sa.Date(), nullable=True),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_retention_list_authority_id")
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["account.id"], name=op.f("fk_retention_list_confirmed_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_list")),
        sa.UniqueConstraint(
            "authority_id", "month", name=op.f("uq_retention_list_authority_id_month")
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_retention_list_public_id")),
    )
    op.create_table(
        "retention_setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("alone_after_days", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_retention_setting_authority_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_setting")),
        sa.UniqueConstraint("authority_id", name=op.f("uq_retention_setting_authority_id")),
    )
    op.create_table(
        "retention_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("eraser", sa.String(length=40), nullable=False),
        sa.Column("kept", sa.String(length=40), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("chain", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "listed",
                "kept",
                "removed",
                "no_longer",
                name="itemstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("why_kept", sa.String(length=500), nullable=False),
        sa.Column("kept_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["kept_by_id"], ["account.id"], name=op.f("fk_retention_item_kept_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["list_id"], ["retention_list.id"], name=op.f("fk_retention_item_list_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_item")),
        sa.UniqueConstraint(
            "list_id", "eraser", "row_id", name=op.f("uq_retention_item_list_id_eraser_row_id")
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_retention_item_public_id")),
    )
    with op.batch_alter_table("retention_item", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_retention_item_eraser_row_id"), ["eraser", "row_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_retention_item_list_id_state"), ["list_id", "state"], unique=False
        )
