"""On PostgreSQL the tokens of many rows go into their index together, as `put_words` asks for."""

from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER INDEX ix_search_words_words SET (fastupdate = on)")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER INDEX ix_search_words_words SET (fastupdate = off)")
        op.execute("SELECT gin_clean_pending_list('ix_search_words_words')")
