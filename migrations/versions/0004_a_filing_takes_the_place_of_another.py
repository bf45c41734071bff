"""a_filing_takes_the_place_of_another"""

import sqlalchemy as sa
from alembic import op

from app.core.store.types import FrozenJson

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_LIVE = sa.text("state IN ('draft', 'filed') AND ets_id IS NOT NULL")
_STATES = "state IN ('draft', 'filed', 'withdrawn', 'superseded')"
_EXAMINED = (
    "IN ('received', 'completion_asked', 'hindrance_notice', 'admitted', "
    "'admitted_with_reservation', 'not_admitted', 'withdrawn', 'superseded')"
)


def upgrade() -> None:
    with op.batch_alter_table("domanda", schema=None) as batch_op:
        batch_op.add_column(sa.Column("amends_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("filed_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("ground", FrozenJson(), nullable=False, server_default=sa.text("'{}'"))
        )
        for name, rule in (
            ("domandastate", _STATES),
            ("examinationstate", f"examination {_EXAMINED}"),
        ):
            batch_op.drop_constraint(op.f(f"ck_domanda_{name}"), type_="check")
            batch_op.create_check_constraint(op.f(f"ck_domanda_{name}"), sa.text(rule))
        batch_op.drop_index(batch_op.f("uq_domanda_live_body"))
        batch_op.create_index(
            "uq_domanda_live_body",
            ["procedure_id", "ets_id", "state"],
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        )
        batch_op.create_index(batch_op.f("ix_domanda_amends_id"), ["amends_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_domanda_filed_by_id"), "account", ["filed_by_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_domanda_amends_id_procedure_id"),
            "domanda",
            ["amends_id", "procedure_id"],
            ["id", "procedure_id"],
        )
    with op.batch_alter_table("domanda_decision", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_domanda_decision_examinationstate"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_domanda_decision_examinationstate"), sa.text(f"outcome {_EXAMINED}")
        )
