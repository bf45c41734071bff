"""Accounts that may repeat words that are public no more leave the site; those of before too."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

_WHY = (
    "Può contenere parole di un contributo che ora si pubblica con omissis o non si pubblica più. "
    "Segue una nuova versione."
)
_THOSE_OF_BEFORE = """
    INSERT INTO account_withdrawal (procedure_id, authority_id, version_id, why, withdrawn_at)
    SELECT version.procedure_id, version.authority_id, version.id, :why, MIN(step.at)
    FROM yearly_account_version AS version
    JOIN contribution ON contribution.procedure_id = version.procedure_id
    JOIN moderation_step AS step ON step.contribution_id = contribution.id
    WHERE step.from_state IN ('published', 'redacted')
      AND step.to_state IN ('redacted', 'withheld')
      AND step.at >= version.published_at
    GROUP BY version.procedure_id, version.authority_id, version.id
"""

_FOUND = """
    FROM search_document WHERE kind = 'account'
    AND procedure_id IN (SELECT procedure_id FROM account_withdrawal)
"""


def upgrade() -> None:
    op.create_table(
        "account_withdrawal",
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(length=500), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["procedure_id", "authority_id"],
            ["procedure.id", "procedure.authority_id"],
            name=op.f("fk_account_withdrawal_procedure_id_authority_id"),
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["yearly_account_version.id"],
            name=op.f("fk_account_withdrawal_version_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_withdrawal")),
        sa.UniqueConstraint("version_id", name=op.f("uq_account_withdrawal_version_id")),
    )
    with op.batch_alter_table("account_withdrawal", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_account_withdrawal_procedure_id"), ["procedure_id"], unique=False
        )
    op.execute(sa.text(_THOSE_OF_BEFORE).bindparams(why=_WHY))
    _forget()


def _forget() -> None:
    """The search repeats their words no more; what still stands is read again within a day."""
    key = "rowid" if op.get_bind().dialect.name == "sqlite" else "id"
    op.execute(f"DELETE FROM search_words WHERE {key} IN (SELECT id {_FOUND})")  # noqa: S608
    op.execute(f"DELETE {_FOUND}")


def downgrade() -> None:
    op.drop_table("account_withdrawal")
