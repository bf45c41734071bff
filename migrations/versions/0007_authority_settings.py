"""authority_settings"""

import sqlalchemy as sa
from alembic import op

from app.core.store.base import new_public_id
from app.core.store.types import FrozenJson

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ROLES = ("rdp", "officer", "facilitator")


def upgrade() -> None:
    _invitations()
    _authority()
    _numbers()
    _named("organ")
    with op.batch_alter_table("organ", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("kind", sa.String(length=40), nullable=False, server_default="organ")
        )
        batch_op.add_column(_text("holder", 200))
        batch_op.add_column(sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_check_constraint(
            batch_op.f("ck_organ_organkind"), sa.column("kind").in_(["organ", "manager"])
        )
    _named("staff_role")
    _standing_roles()


def _text(name: str, length: int | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=False, server_default="")


def _number(name: str, value: int) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False, server_default=str(value))


def _invitations() -> None:
    role = sa.Enum(*ROLES, name="officerole", native_enum=False, create_constraint=True, length=40)
    op.create_table(
        "staff_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("role", role, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("invited_by_id", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_staff_invitation_authority_id")
        ),
        sa.ForeignKeyConstraint(
            ["invited_by_id"], ["account.id"], name=op.f("fk_staff_invitation_invited_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_invitation")),
        sa.UniqueConstraint("public_id", name=op.f("uq_staff_invitation_public_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_staff_invitation_token_hash")),
    )
    with op.batch_alter_table("staff_invitation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_staff_invitation_authority_id"), ["authority_id"], unique=False
        )


def _authority() -> None:
    with op.batch_alter_table("authority", schema=None) as batch_op:
        batch_op.add_column(_text("appeal_court", 200))
        batch_op.add_column(_number("appeal_days", 60))
        batch_op.add_column(_text("regulation"))
        batch_op.add_column(_text("regulation_url", 300))
        batch_op.add_column(sa.Column("closing_time", sa.Time(), nullable=True))
        batch_op.add_column(_number("answer_days", 30))
        batch_op.add_column(
            sa.Column(
                "second_confirmation", sa.Boolean(), nullable=False, server_default=sa.false()
            )
        )
        batch_op.add_column(_text("mail_name", 200))
        batch_op.add_column(_text("mail_reply_to", 320))
        batch_op.add_column(_json("retention"))
        batch_op.add_column(sa.Column("logo_file_id", sa.Integer(), nullable=True))
        batch_op.add_column(_text("logo_digest", 64))
        batch_op.add_column(_number("edition", 1))
        batch_op.create_foreign_key(
            batch_op.f("fk_authority_logo_file_id"), "stored_file", ["logo_file_id"], ["id"]
        )


def _json(name: str) -> sa.Column[object]:
    return sa.Column(name, FrozenJson(), nullable=False, server_default=sa.text("'{}'"))


def _numbers() -> None:
    """Every number given so far is of the register of domande."""
    with op.batch_alter_table("number_sequence", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("series", sa.String(length=40), nullable=False, server_default="domande")
        )
        batch_op.drop_constraint(batch_op.f("uq_number_sequence_authority_id_year"), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_number_sequence_authority_id_series_year"),
            ["authority_id", "series", "year"],
        )


def _named(table: str) -> None:
    """Give the rows that stand a random public id, and the moment of this migration."""
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.add_column(sa.Column("public_id", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("created_at", sa.DateTime(timezone=True), nullable=True))
    connection = op.get_bind()
    found = connection.execute(sa.text(f"SELECT id FROM {table}")).scalars().all()  # noqa: S608
    for key in found:
        connection.execute(
            sa.text(
                f"UPDATE {table} SET public_id = :ref, created_at = CURRENT_TIMESTAMP "  # noqa: S608
                "WHERE id = :key"
            ),
            {"ref": new_public_id(), "key": key},
        )
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.alter_column("public_id", existing_type=sa.String(length=20), nullable=False)
        batch_op.alter_column(
            "created_at", existing_type=sa.DateTime(timezone=True), nullable=False
        )
        batch_op.create_unique_constraint(batch_op.f(f"uq_{table}_public_id"), ["public_id"])


def _standing_roles() -> None:
    stands = sa.text("ended_at IS NULL")
    with op.batch_alter_table("staff_role", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.drop_constraint(
            batch_op.f("uq_staff_role_account_id_authority_id_role"), type_="unique"
        )
        batch_op.create_index(
            "uq_staff_role_standing",
            ["account_id", "authority_id", "role"],
            unique=True,
            sqlite_where=stands,
            postgresql_where=stands,
        )
