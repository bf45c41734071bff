"""The files of procedures, the parts they are made of, and when a stored file was erased."""

import sqlalchemy as sa
from alembic import op

from app.core.store.types import FrozenJson

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "fascicolo",
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("redacted", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "building",
                "ready",
                "failed",
                "removed",
                name="fascicolostate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("chapter", sa.String(length=200), nullable=False),
        sa.Column("chapters_done", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("head_number", sa.Integer(), nullable=False),
        sa.Column("head_digest", sa.String(length=64), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("index_sha256", sa.String(length=64), nullable=False),
        sa.Column("error", sa.String(length=500), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["account.id"], name=op.f("fk_fascicolo_asked_by_id")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_fascicolo_file_id")),
        sa.ForeignKeyConstraint(
            ["procedure_id", "authority_id"],
            ["procedure.id", "procedure.authority_id"],
            name=op.f("fk_fascicolo_procedure_id_authority_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fascicolo")),
        sa.UniqueConstraint("public_id", name=op.f("uq_fascicolo_public_id")),
    )
    with op.batch_alter_table("fascicolo", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_fascicolo_state"), ["state"], unique=False)

    op.create_table(
        "fascicolo_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fascicolo_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("members", FrozenJson(), nullable=False),
        sa.ForeignKeyConstraint(
            ["fascicolo_id"], ["fascicolo.id"], name=op.f("fk_fascicolo_part_fascicolo_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fascicolo_part")),
        sa.UniqueConstraint(
            "fascicolo_id", "position", name=op.f("uq_fascicolo_part_fascicolo_id_position")
        ),
    )
    with op.batch_alter_table("fascicolo_part", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_fascicolo_part_key"), ["key"], unique=False)

    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        batch_op.add_column(sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
