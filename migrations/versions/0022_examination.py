"""The board, its checklist and notes, notices before a refusal, verbali, a second person."""

import sqlalchemy as sa
from alembic import op

from app.core.store.checks import renew_check
from app.core.store.types import FrozenJson

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


ACT_KINDS = (
    "start", "avviso", "avviso_rectification", "avviso_extension", "avviso_reopening",
    "avviso_revocation", "board", "admission", "approval", "closing", "suspension", "resumption",
    "revocation", "other",
)  # fmt: skip
OUTCOMES = (
    "received", "completion_asked", "hindrance_notice", "admitted", "admitted_with_reservation",
    "not_admitted", "out_of_time", "withdrawn", "superseded",
)  # fmt: skip


def upgrade() -> None:
    renew_check("act", "kind", "ck_act_actkind", ACT_KINDS)
    renew_check("domanda", "examination", "ck_domanda_examinationstate", OUTCOMES)
    renew_check("domanda_decision", "outcome", "ck_domanda_decision_examinationstate", OUTCOMES)
    op.create_table(
        "examination_verbale",
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("present", FrozenJson(), nullable=False),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "approved",
                "published",
                name="minutesstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("content", FrozenJson(), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["account.id"], name=op.f("fk_examination_verbale_approved_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_examination_verbale_file_id")
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id", "authority_id"],
            ["procedure.id", "procedure.authority_id"],
            name=op.f("fk_examination_verbale_procedure_id_authority_id"),
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["account.id"], name=op.f("fk_examination_verbale_written_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_examination_verbale")),
        sa.UniqueConstraint(
            "procedure_id", "number", name=op.f("uq_examination_verbale_procedure_id_number")
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_examination_verbale_public_id")),
    )
    op.create_table(
        "commission",
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("appointed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_commission_act_id")),
        sa.ForeignKeyConstraint(
            ["procedure_id", "authority_id"],
            ["procedure.id", "procedure.authority_id"],
            name=op.f("fk_commission_procedure_id_authority_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commission")),
        sa.UniqueConstraint("act_id", name=op.f("uq_commission_act_id")),
        sa.UniqueConstraint("procedure_id", name=op.f("uq_commission_procedure_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_commission_public_id")),
    )
    op.create_table(
        "commission_member",
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("commission_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "chair",
                "member",
                "secretary",
                name="memberrole",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_commission_member_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["commission_id"], ["commission.id"], name=op.f("fk_commission_member_commission_id")
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id", "authority_id"],
            ["procedure.id", "procedure.authority_id"],
            name=op.f("fk_commission_member_procedure_id_authority_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commission_member")),
        sa.UniqueConstraint(
            "commission_id", "email", name=op.f("uq_commission_member_commission_id_email")
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_commission_member_public_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_commission_member_token_hash")),
    )
    with op.batch_alter_table("commission_member", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_commission_member_account_id"), ["account_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_commission_member_commission_id"), ["commission_id"], unique=False
        )

    op.create_table(
        "commission_conflict",
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("ets_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["ets_id"], ["ets.id"], name=op.f("fk_commission_conflict_ets_id")),
        sa.ForeignKeyConstraint(
            ["member_id"], ["commission_member.id"], name=op.f("fk_commission_conflict_member_id")
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id", "authority_id"],
            ["procedure.id", "procedure.authority_id"],
            name=op.f("fk_commission_conflict_procedure_id_authority_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commission_conflict")),
        sa.UniqueConstraint(
            "member_id", "ets_id", name=op.f("uq_commission_conflict_member_id_ets_id")
        ),
    )
    with op.batch_alter_table("commission_conflict", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_commission_conflict_ets_id"), ["ets_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_commission_conflict_member_id"), ["member_id"], unique=False
        )

    op.create_table(
        "domanda_assignment",
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("domanda_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("assigned_by_id", sa.Integer(), nullable=False),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["assigned_by_id"], ["account.id"], name=op.f("fk_domanda_assignment_assigned_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["domanda_id"], ["domanda.id"], name=op.f("fk_domanda_assignment_domanda_id")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["commission_member.id"], name=op.f("fk_domanda_assignment_member_id")
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id", "authority_id"],
            ["procedure.id", "procedure.authority_id"],
            name=op.f("fk_domanda_assignment_procedure_id_authority_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_domanda_assignment")),
        sa.UniqueConstraint("domanda_id", name=op.f("uq_domanda_assignment_domanda_id")),
    )
    with op.batch_alter_table("domanda_assignment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_domanda_assignment_member_id"), ["member_id"], unique=False
        )

    op.create_table(
        "domanda_check",
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("domanda_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column(
            "mark",
            sa.Enum(
                "right",
                "wrong",
                "not_due",
                name="checkmark",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["domanda_id"], ["domanda.id"], name=op.f("fk_domanda_check_domanda_id")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["account.id"], name=op.f("fk_domanda_check_made_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id", "authority_id"],
            ["procedure.id", "procedure.authority_id"],
            name=op.f("fk_domanda_check_procedure_id_authority_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_domanda_check")),
        sa.UniqueConstraint("public_id", name=op.f("uq_domanda_check_public_id")),
    )
    with op.batch_alter_table("domanda_check", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_domanda_check_domanda_id"), ["domanda_id"], unique=False
        )

    op.create_table(
        "examination_note",
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("domanda_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["account.id"], name=op.f("fk_examination_note_author_id")
        ),
        sa.ForeignKeyConstraint(
            ["domanda_id"], ["domanda.id"], name=op.f("fk_examination_note_domanda_id")
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id", "authority_id"],
            ["procedure.id", "procedure.authority_id"],
            name=op.f("fk_examination_note_procedure_id_authority_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_examination_note")),
        sa.UniqueConstraint("public_id", name=op.f("uq_examination_note_public_id")),
    )
    with op.batch_alter_table("examination_note", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_examination_note_domanda_id"), ["domanda_id"], unique=False
        )

    op.create_table(
        "examination_note_reading",
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("domanda_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_examination_note_reading_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["domanda_id"], ["domanda.id"], name=op.f("fk_examination_note_reading_domanda_id")
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id", "authority_id"],
            ["procedure.id", "procedure.authority_id"],
            name=op.f("fk_examination_note_reading_procedure_id_authority_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_examination_note_reading")),
    )
    with op.batch_alter_table("examination_note_reading", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_examination_note_reading_domanda_id"), ["domanda_id"], unique=False
        )

    op.create_table(
        "hindrance_notice",
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("domanda_id", sa.Integer(), nullable=False),
        sa.Column("reasons", FrozenJson(), nullable=False),
        sa.Column("sent_by_id", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("observations", sa.String(), nullable=False),
        sa.Column("observed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["domanda_id"], ["domanda.id"], name=op.f("fk_hindrance_notice_domanda_id")
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id", "authority_id"],
            ["procedure.id", "procedure.authority_id"],
            name=op.f("fk_hindrance_notice_procedure_id_authority_id"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["account.id"], name=op.f("fk_hindrance_notice_recorded_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["sent_by_id"], ["account.id"], name=op.f("fk_hindrance_notice_sent_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hindrance_notice")),
        sa.UniqueConstraint("domanda_id", name=op.f("uq_hindrance_notice_domanda_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_hindrance_notice_public_id")),
    )
    with op.batch_alter_table("domanda_completion", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("domanda_decision", schema=None) as batch_op:
        batch_op.add_column(sa.Column("answer", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column("needs_second", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("confirmed_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("returned_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("returned_reason", sa.String(), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("verbale_id", sa.Integer(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_domanda_decision_verbale_id"), ["verbale_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_domanda_decision_returned_by_id"), "account", ["returned_by_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_domanda_decision_confirmed_by_id"),
            "account",
            ["confirmed_by_id"],
            ["id"],
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_domanda_decision_verbale_id"),
            "examination_verbale",
            ["verbale_id"],
            ["id"],
        )
