"""Steps of several parts, what changed because of an observation, results of the tavoli."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

STEPS = (
    "made", "edited", "joined", "parted", "linked", "unlinked", "removed", "restored",
    "merged", "split", "moved", "moved_under", "assessed", "source_changed", "reread",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "priority_ballot",
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tavolo_id", sa.Integer(), nullable=True),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "need",
                "objective",
                "intervention",
                "area",
                name="nodekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "rule",
            sa.Enum(
                "dots",
                "one_vote",
                "ranking",
                "consent",
                "other",
                name="ballotrule",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("rule_words", sa.String(length=500), nullable=False),
        sa.Column("measure", sa.Integer(), nullable=True),
        sa.Column("bodies", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_why", sa.String(length=500), nullable=False),
        sa.CheckConstraint("bodies > 0", name=op.f("ck_priority_ballot_bodies")),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_priority_ballot_by_id")),
        sa.ForeignKeyConstraint(
            ["procedure_id", "authority_id"],
            ["procedure.id", "procedure.authority_id"],
            name=op.f("fk_priority_ballot_procedure_id_authority_id"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id", "procedure_id"],
            ["meeting_session.id", "meeting_session.procedure_id"],
            name=op.f("fk_priority_ballot_session_id_procedure_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tavolo_id", "procedure_id"],
            ["tavolo.id", "tavolo.procedure_id"],
            name=op.f("fk_priority_ballot_tavolo_id_procedure_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_priority_ballot")),
        sa.UniqueConstraint("id", "procedure_id", name=op.f("uq_priority_ballot_id_procedure_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_priority_ballot_public_id")),
    )
    with op.batch_alter_table("priority_ballot", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_priority_ballot_procedure_id"), ["procedure_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_priority_ballot_session_id"), ["session_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_priority_ballot_tavolo_id"), ["tavolo_id"], unique=False
        )

    op.create_table(
        "observation_change",
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("observation_id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["observation_id"],
            ["observation.id"],
            name=op.f("fk_observation_change_observation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id", "authority_id"],
            ["procedure.id", "procedure.authority_id"],
            name=op.f("fk_observation_change_procedure_id_authority_id"),
        ),
        sa.ForeignKeyConstraint(
            ["step_id"], ["node_history.id"], name=op.f("fk_observation_change_step_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation_change")),
        sa.UniqueConstraint(
            "observation_id", "step_id", name=op.f("uq_observation_change_observation_id_step_id")
        ),
    )
    with op.batch_alter_table("observation_change", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_observation_change_procedure_id"), ["procedure_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_observation_change_step_id"), ["step_id"], unique=False
        )

    op.create_table(
        "priority_note",
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ballot_id", sa.Integer(), nullable=False),
        sa.Column("node_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["ballot_id", "procedure_id"],
            ["priority_ballot.id", "priority_ballot.procedure_id"],
            name=op.f("fk_priority_note_ballot_id_procedure_id"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_priority_note_by_id")),
        sa.ForeignKeyConstraint(
            ["node_id", "procedure_id"],
            ["node.id", "node.procedure_id"],
            name=op.f("fk_priority_note_node_id_procedure_id"),
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id", "authority_id"],
            ["procedure.id", "procedure.authority_id"],
            name=op.f("fk_priority_note_procedure_id_authority_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_priority_note")),
        sa.UniqueConstraint(
            "ballot_id", "node_id", name=op.f("uq_priority_note_ballot_id_node_id")
        ),
    )
    with op.batch_alter_table("priority_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_priority_note_node_id"), ["node_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_priority_note_procedure_id"), ["procedure_id"], unique=False
        )

    op.create_table(
        "priority_result",
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ballot_id", sa.Integer(), nullable=False),
        sa.Column("node_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.CheckConstraint("value >= 0", name=op.f("ck_priority_result_value")),
        sa.ForeignKeyConstraint(
            ["ballot_id", "procedure_id"],
            ["priority_ballot.id", "priority_ballot.procedure_id"],
            name=op.f("fk_priority_result_ballot_id_procedure_id"),
        ),
        sa.ForeignKeyConstraint(
            ["node_id", "procedure_id"],
            ["node.id", "node.procedure_id"],
            name=op.f("fk_priority_result_node_id_procedure_id"),
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id", "authority_id"],
            ["procedure.id", "procedure.authority_id"],
            name=op.f("fk_priority_result_procedure_id_authority_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_priority_result")),
        sa.UniqueConstraint(
            "ballot_id", "node_id", name=op.f("uq_priority_result_ballot_id_node_id")
        ),
    )
    with op.batch_alter_table("priority_result", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_priority_result_node_id"), ["node_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_priority_result_procedure_id"), ["procedure_id"], unique=False
        )

    with op.batch_alter_table("node_history", schema=None) as batch_op:
        batch_op.add_column(sa.Column("part_of_id", sa.Integer(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_node_history_part_of_id"), ["part_of_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_node_history_part_of_id"), "node_history", ["part_of_id"], ["id"]
        )
        batch_op.drop_constraint(op.f("ck_node_history_step"), type_="check")
        batch_op.create_check_constraint(op.f("ck_node_history_step"), sa.column("what").in_(STEPS))
