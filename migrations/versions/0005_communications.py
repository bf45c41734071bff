"""Certified mail and its receipts, communications written down by hand, new sendings."""

import sqlalchemy as sa
from alembic import op

from app.core.store.checks import renew_check

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


STATES = ("queued", "sending", "sent", "failed", "kept", "recorded")


def upgrade() -> None:
    renew_check("message", "state", "ck_message_messagestate", STATES)
    op.create_table(
        "pec_receipt",
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "accettazione",
                "non-accettazione",
                "presa-in-carico",
                "avvenuta-consegna",
                "preavviso-errore-consegna",
                "errore-consegna",
                "rilevazione-virus",
                "anomalia",
                name="receiptkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("refers_to", sa.String(length=320), nullable=False),
        sa.Column("recipient", sa.String(length=320), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.String(length=500), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("handed_in_by_id", sa.Integer(), nullable=False),
        sa.Column("tied_by_hand", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_pec_receipt_file_id")
        ),
        sa.ForeignKeyConstraint(
            ["handed_in_by_id"], ["account.id"], name=op.f("fk_pec_receipt_handed_in_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_pec_receipt_message_id")
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id", "authority_id"],
            ["procedure.id", "procedure.authority_id"],
            name=op.f("fk_pec_receipt_procedure_id_authority_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pec_receipt")),
        sa.UniqueConstraint(
            "authority_id", "fingerprint", name=op.f("uq_pec_receipt_authority_id_fingerprint")
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_pec_receipt_public_id")),
    )
    with op.batch_alter_table("pec_receipt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pec_receipt_message_id"), ["message_id"], unique=False)

    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "way",
                sa.Enum(
                    "mail",
                    "pec",
                    "outside_pec",
                    "letter",
                    "by_hand",
                    name="way",
                    native_enum=False,
                    create_constraint=True,
                    length=40,
                ),
                nullable=False,
                server_default="mail",
            )
        )
        batch_op.add_column(sa.Column("resends_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("recorded_by_ref", sa.String(length=40), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("file_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_message_resends_id"), ["resends_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_message_resends_id"), "message", ["resends_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_message_file_id"), "stored_file", ["file_id"], ["id"]
        )
