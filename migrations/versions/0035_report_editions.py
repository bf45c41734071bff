"""report_editions: a version's files by reader, document and format; what only the organs read

Versions approved before keep their PDF, which was both sent and published; their page is no
longer kept as text beside it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table(
        "report_file",
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("audience", _enum("audience", "organs", "public"), nullable=False),
        sa.Column("piece", _enum("reportpiece", "report", "contributions"), nullable=False),
        sa.Column("format", _enum("fileformat", "pdf", "docx", "html", "json"), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_report_file_file_id")
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id", "authority_id"],
            ["procedure.id", "procedure.authority_id"],
            name=op.f("fk_report_file_procedure_id_authority_id"),
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["report_version.id"], name=op.f("fk_report_file_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_file")),
        sa.UniqueConstraint(
            "version_id",
            "audience",
            "piece",
            "format",
            name=op.f("uq_report_file_version_id_audience_piece_format"),
        ),
    )
    op.create_index(op.f("ix_report_file_file_id"), "report_file", ["file_id"], unique=False)
    for audience in ("organs", "public"):
        op.execute(
            "INSERT INTO report_file"  # noqa: S608 - words of this file alone
            " (procedure_id, authority_id, version_id, audience, piece, format, file_id)"
            f" SELECT procedure_id, authority_id, id, '{audience}', 'report', 'pdf', file_id"
            " FROM report_version"
        )
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "annexing",
                _enum("annexing", "apart", "inside"),
                nullable=False,
                server_default="inside",
            )
        )
    with op.batch_alter_table("report_part", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reserved", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("report_version", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_report_version_file_id"), type_="foreignkey")
        batch_op.drop_column("html")
        batch_op.drop_column("file_id")
    with op.batch_alter_table("sending", schema=None) as batch_op:
        batch_op.add_column(sa.Column("message_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("sha256", sa.String(length=64), nullable=False, server_default="")
        )
        batch_op.create_index(batch_op.f("ix_sending_message_id"), ["message_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_sending_message_id"), "message", ["message_id"], ["id"]
        )
