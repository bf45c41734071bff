"""The later life of an avviso: its changes, the draft of the next version, kept forms."""

import sqlalchemy as sa
from alembic import op

from app.core.store.checks import renew_check
from app.core.store.types import FrozenJson

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


ACT_KINDS = (
    "start", "avviso", "avviso_rectification", "avviso_extension", "avviso_reopening",
    "avviso_revocation", "admission", "approval", "closing", "suspension", "resumption",
    "revocation", "other",
)  # fmt: skip


def upgrade() -> None:
    renew_check("act", "kind", "ck_act_actkind", ACT_KINDS)
    op.create_table(
        "form_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("definition", FrozenJson(), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_form_template_authority_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_template")),
        sa.UniqueConstraint(
            "authority_id", "name_key", name=op.f("uq_form_template_authority_id_name_key")
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_form_template_public_id")),
    )
    op.create_table(
        "avviso_revision",
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("avviso_id", sa.Integer(), nullable=False),
        sa.Column("sections", FrozenJson(), nullable=False),
        sa.Column("definition", FrozenJson(), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["avviso_id"], ["avviso.id"], name=op.f("fk_avviso_revision_avviso_id")
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id", "authority_id"],
            ["procedure.id", "procedure.authority_id"],
            name=op.f("fk_avviso_revision_procedure_id_authority_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_avviso_revision")),
        sa.UniqueConstraint("avviso_id", name=op.f("uq_avviso_revision_avviso_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_avviso_revision_public_id")),
    )
    op.create_table(
        "avviso_change",
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "correction",
                "rectification",
                "extension",
                "reopening",
                "revocation",
                "renewal",
                name="changekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("changed", FrozenJson(), nullable=False),
        sa.Column("was_closing", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proof", FrozenJson(), nullable=False),
        sa.ForeignKeyConstraint(
            ["procedure_id", "authority_id"],
            ["procedure.id", "procedure.authority_id"],
            name=op.f("fk_avviso_change_procedure_id_authority_id"),
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["avviso_version.id"], name=op.f("fk_avviso_change_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_avviso_change")),
        sa.UniqueConstraint("public_id", name=op.f("uq_avviso_change_public_id")),
        sa.UniqueConstraint("version_id", name=op.f("uq_avviso_change_version_id")),
    )
    with op.batch_alter_table("avviso", schema=None) as batch_op:
        batch_op.add_column(sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True))
