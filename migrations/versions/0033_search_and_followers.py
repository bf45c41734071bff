"""What can be found, with its words; followers of one tavolo, and weekly summaries."""

import sqlalchemy as sa
from alembic import op

from app.core.store.checks import renew_check
from app.core.store.wordindex import create_words

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

KINDS = (
    "avviso", "answers", "lists", "meetings", "contributions", "synthesis", "esiti", "decisions",
    "report", "plan", "account",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "search_document",
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("ref", sa.String(length=64), nullable=False),
        sa.Column("tavolo_id", sa.Integer(), nullable=True),
        sa.Column("ets_id", sa.Integer(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=60), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["procedure_id", "authority_id"],
            ["procedure.id", "procedure.authority_id"],
            name=op.f("fk_search_document_procedure_id_authority_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_document")),
        sa.UniqueConstraint("kind", "ref", name=op.f("uq_search_document_kind_ref")),
    )
    with op.batch_alter_table("search_document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_search_document_ets_id"), ["ets_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_search_document_procedure_id_kind"),
            ["procedure_id", "kind"],
            unique=False,
        )

    create_words(op.get_bind())

    with op.batch_alter_table("follow", schema=None) as batch_op:
        batch_op.add_column(sa.Column("tavolo_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "rhythm",
                sa.Enum(
                    "at_once",
                    "weekly",
                    name="rhythm",
                    native_enum=False,
                    create_constraint=True,
                    length=40,
                ),
                nullable=False,
                server_default="at_once",
            )
        )
        batch_op.add_column(sa.Column("summed_on", sa.Date(), nullable=True))
        batch_op.create_index(batch_op.f("ix_follow_tavolo_id"), ["tavolo_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_follow_tavolo_id_procedure_id"),
            "tavolo",
            ["tavolo_id", "procedure_id"],
            ["id", "procedure_id"],
        )

    with op.batch_alter_table("follow_notice", schema=None) as batch_op:
        batch_op.add_column(sa.Column("tavolo_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("subject", sa.String(length=20), nullable=False, server_default="")
        )
        batch_op.create_index(batch_op.f("ix_follow_notice_subject"), ["subject"], unique=False)
        batch_op.create_index(batch_op.f("ix_follow_notice_tavolo_id"), ["tavolo_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_follow_notice_tavolo_id_procedure_id"),
            "tavolo",
            ["tavolo_id", "procedure_id"],
            ["id", "procedure_id"],
        )

    renew_check("follow_notice", "kind", "ck_follow_notice_noticekind", KINDS)
    with op.batch_alter_table("follow", schema=None) as batch_op:
        batch_op.alter_column("rhythm", server_default=None)
    with op.batch_alter_table("follow_notice", schema=None) as batch_op:
        batch_op.alter_column("subject", server_default=None)
