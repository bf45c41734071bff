"""Esiti of shared nodes, what is inherited from them, and counts that no page makes anew."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

# The last published one of each contribution, decisions before proposals.
CURRENT = """
UPDATE esito SET current = true WHERE state = 'published' AND NOT EXISTS (
  SELECT 1 FROM esito AS later
  WHERE later.contribution_id = esito.contribution_id AND later.state = 'published' AND (
    (later.step = 'decision' AND esito.step = 'proposal')
    OR (later.step = esito.step AND later.sequence > esito.sequence)
  )
)
"""
CONTRIBUTIONS = """
INSERT INTO contribution_tally (procedure_id, authority_id, ets_id, tavolo_id, kind, total)
SELECT procedure_id, authority_id, ets_id, tavolo_id, kind, count(*)
FROM contribution WHERE state IN ('published', 'redacted')
GROUP BY procedure_id, authority_id, ets_id, tavolo_id, kind
"""
_COUNTED = """
INSERT INTO esito_tally (procedure_id, authority_id, counted, tavolo_id, ets_id, outcome, total)
SELECT c.procedure_id, c.authority_id, {counted}, c.tavolo_id,
  CASE WHEN c.state = 'withheld' THEN NULL ELSE c.ets_id END, e.outcome, count(*)
FROM esito AS e JOIN contribution AS c ON c.id = e.contribution_id
WHERE c.state IN ('published', 'redacted', 'withheld') AND {which}
GROUP BY 1, 2, 3, 4, 5, 6
"""
COUNTED_BY_STEP = _COUNTED.format(
    counted="e.step",
    which="""e.state = 'published' AND NOT EXISTS (
  SELECT 1 FROM esito AS later
  WHERE later.contribution_id = e.contribution_id AND later.state = 'published'
    AND later.step = e.step AND later.sequence > e.sequence
)""",
)
COUNTED_CURRENT = _COUNTED.format(counted="'current'", which="e.current")


def upgrade() -> None:
    _make_tallies()
    _make_promises()
    _make_node_esiti()
    _widen_esiti()
    for statement in (CURRENT, CONTRIBUTIONS, COUNTED_BY_STEP, COUNTED_CURRENT):
        op.execute(statement)


def _make_tallies() -> None:
    op.create_table(
        "contribution_tally",
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ets_id", sa.Integer(), nullable=False),
        sa.Column("tavolo_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "need",
                "offer",
                "objective",
                "intervention",
                name="contributionkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["ets_id"], ["ets.id"], name=op.f("fk_contribution_tally_ets_id")),
        sa.ForeignKeyConstraint(
            ["procedure_id", "authority_id"],
            ["procedure.id", "procedure.authority_id"],
            name=op.f("fk_contribution_tally_procedure_id_authority_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tavolo_id", "procedure_id"],
            ["tavolo.id", "tavolo.procedure_id"],
            name=op.f("fk_contribution_tally_tavolo_id_procedure_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution_tally")),
        sa.UniqueConstraint(
            "procedure_id",
            "ets_id",
            "tavolo_id",
            "kind",
            name=op.f("uq_contribution_tally_procedure_id_ets_id_tavolo_id_kind"),
        ),
    )
    op.create_table(
        "esito_tally",
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "counted",
            sa.Enum(
                "proposal",
                "decision",
                "current",
                name="counted",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("tavolo_id", sa.Integer(), nullable=False),
        sa.Column("ets_id", sa.Integer(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "proposed",
                "proposed_in_part",
                "already_provided",
                "referred_to_codesign",
                "passed_on",
                "outside_object",
                "not_proposed",
                "taken_up",
                "taken_up_in_part",
                "not_taken_up",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["ets_id"], ["ets.id"], name=op.f("fk_esito_tally_ets_id")),
        sa.ForeignKeyConstraint(
            ["procedure_id", "authority_id"],
            ["procedure.id", "procedure.authority_id"],
            name=op.f("fk_esito_tally_procedure_id_authority_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tavolo_id", "procedure_id"],
            ["tavolo.id", "tavolo.procedure_id"],
            name=op.f("fk_esito_tally_tavolo_id_procedure_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_esito_tally")),
    )
    with op.batch_alter_table("esito_tally", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_esito_tally_procedure_id"), ["procedure_id"], unique=False
        )


def _make_promises() -> None:
    op.create_table(
        "esito_promise",
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_esito_promise_by_id")),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contribution.id"], name=op.f("fk_esito_promise_contribution_id")
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id", "authority_id"],
            ["procedure.id", "procedure.authority_id"],
            name=op.f("fk_esito_promise_procedure_id_authority_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_esito_promise")),
        sa.UniqueConstraint("contribution_id", name=op.f("uq_esito_promise_contribution_id")),
    )
    with op.batch_alter_table("esito_promise", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_esito_promise_procedure_id"), ["procedure_id"], unique=False
        )


def _make_node_esiti() -> None:
    op.create_table(
        "node_esito",
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("node_id", sa.Integer(), nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "proposal",
                "decision",
                name="esitostep",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "proposed",
                "proposed_in_part",
                "already_provided",
                "referred_to_codesign",
                "passed_on",
                "outside_object",
                "not_proposed",
                "taken_up",
                "taken_up_in_part",
                "not_taken_up",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("passed_to", sa.String(length=300), nullable=False),
        sa.Column("plan_item", sa.String(), nullable=False),
        sa.Column("plan_item_id", sa.Integer(), nullable=True),
        sa.Column("act_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "published",
                name="esitostate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_node_esito_act_id")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["account.id"], name=op.f("fk_node_esito_decided_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["node_id", "procedure_id"],
            ["node.id", "node.procedure_id"],
            name=op.f("fk_node_esito_node_id_procedure_id"),
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id", "authority_id"],
            ["procedure.id", "procedure.authority_id"],
            name=op.f("fk_node_esito_procedure_id_authority_id"),
        ),
        sa.ForeignKeyConstraint(
            ["plan_item_id", "procedure_id"],
            ["plan_item.id", "plan_item.procedure_id"],
            name=op.f("fk_node_esito_plan_item_id_procedure_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_node_esito")),
        sa.UniqueConstraint(
            "node_id", "step", "sequence", name=op.f("uq_node_esito_node_id_step_sequence")
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_node_esito_public_id")),
    )
    with op.batch_alter_table("node_esito", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_node_esito_act_id"), ["act_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_node_esito_plan_item_id"), ["plan_item_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_node_esito_procedure_id_state"), ["procedure_id", "state"], unique=False
        )


def _widen_esiti() -> None:
    with op.batch_alter_table("esito", schema=None) as batch_op:
        batch_op.add_column(sa.Column("template", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("node_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("plan_item_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("pinned", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(
            sa.Column("current", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("edition", sa.Integer(), nullable=False, server_default="1"))
        batch_op.create_index(batch_op.f("ix_esito_node_id"), ["node_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_esito_plan_item_id"), ["plan_item_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_esito_plan_item_id_procedure_id"),
            "plan_item",
            ["plan_item_id", "procedure_id"],
            ["id", "procedure_id"],
        )
        batch_op.create_index(
            batch_op.f("ix_esito_procedure_id_current_outcome"),
            ["procedure_id", "current", "outcome"],
            unique=False,
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_esito_node_id_procedure_id"),
            "node",
            ["node_id", "procedure_id"],
            ["id", "procedure_id"],
        )
