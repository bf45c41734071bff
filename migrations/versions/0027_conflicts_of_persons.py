"""A conflict binds the person who declared it, whatever becomes of their seat."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


COPY = """
INSERT INTO examiner_conflict
    (procedure_id, authority_id, account_id, ets_id, tax_code, name, reason, declared_at)
SELECT held.procedure_id, held.authority_id, seat.account_id, held.ets_id, ets.tax_code, ets.name,
    held.reason, held.declared_at
FROM commission_conflict AS held
JOIN commission_member AS seat ON seat.id = held.member_id
JOIN ets ON ets.id = held.ets_id
WHERE held.id IN (
    SELECT min(one.id)
    FROM commission_conflict AS one JOIN commission_member AS its ON its.id = one.member_id
    WHERE its.account_id IS NOT NULL
    GROUP BY one.procedure_id, its.account_id, one.ets_id
)
ORDER BY held.id
"""


def upgrade() -> None:
    op.create_table(
        "examiner_conflict",
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("ets_id", sa.Integer(), nullable=True),
        sa.Column("tax_code", sa.String(length=16), nullable=True),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_examiner_conflict_account_id")
        ),
        sa.ForeignKeyConstraint(["ets_id"], ["ets.id"], name=op.f("fk_examiner_conflict_ets_id")),
        sa.ForeignKeyConstraint(
            ["procedure_id", "authority_id"],
            ["procedure.id", "procedure.authority_id"],
            name=op.f("fk_examiner_conflict_procedure_id_authority_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_examiner_conflict")),
        sa.UniqueConstraint(
            "procedure_id",
            "account_id",
            "ets_id",
            name=op.f("uq_examiner_conflict_procedure_id_account_id_ets_id"),
        ),
        sa.UniqueConstraint(
            "procedure_id",
            "account_id",
            "tax_code",
            name=op.f("uq_examiner_conflict_procedure_id_account_id_tax_code"),
        ),
    )
    with op.batch_alter_table("examiner_conflict", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_examiner_conflict_account_id"), ["account_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_examiner_conflict_ets_id"), ["ets_id"], unique=False)

    op.execute(COPY)
    op.drop_table("commission_conflict")
