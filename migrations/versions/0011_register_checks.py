"""register_checks"""

import sqlalchemy as sa
from alembic import op

from app.core.store.types import FrozenJson

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "register_check",
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("domanda_id", sa.Integer(), nullable=False),
        sa.Column(
            "occasion",
            sa.Enum(
                "arrival",
                "admission",
                "office",
                name="occasion",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("declared", FrozenJson(), nullable=False),
        sa.Column("said", FrozenJson(), nullable=False),
        sa.Column("findings", FrozenJson(), nullable=False),
        sa.Column("extract_dated", sa.Date(), nullable=True),
        sa.Column("extract_sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["domanda_id"], ["domanda.id"], name=op.f("fk_register_check_domanda_id")
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id", "authority_id"],
            ["procedure.id", "procedure.authority_id"],
            name=op.f("fk_register_check_procedure_id_authority_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_check")),
        sa.UniqueConstraint("public_id", name=op.f("uq_register_check_public_id")),
    )
    with op.batch_alter_table("register_check", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_register_check_domanda_id"), ["domanda_id"], unique=False
        )
