"""The database itself refuses to alter or remove what is append-only.

Alembic's batch mode on SQLite rebuilds tables and silently drops triggers: migrations call
`create_triggers` again after each batch, and `missing_triggers` is asserted at readiness.
"""

from sqlalchemy import Connection, inspect, text

APPEND_ONLY = (
    "event", "avviso_version", "publication_proof", "avviso_change", "register_check",
    "tombstone", "indicator_figure", "yearly_account_version", "account_withdrawal",
    "given_reading", "reading_reply",
)  # fmt: skip

_REFUSING_FUNCTION = (
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
)
_EVERY_CHANGE = "BEFORE UPDATE OR DELETE OR TRUNCATE"
_REFUSED = "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"


def create_triggers(connection: Connection) -> None:
    """(Re)create the guards of the tables that stand, on both databases; safe to repeat."""
    standing = set(inspect(connection).get_table_names())
    for table in sorted(standing & set(APPEND_ONLY)):
        for statement in _statements(connection.dialect.name, table):
            connection.execute(text(statement))


def _statements(dialect: str, table: str) -> list[str]:
    if dialect == "sqlite":
        made = []
        for verb in ("UPDATE", "DELETE"):
            name = f"{table}_no_{verb.lower()}"
            made += [
                f"DROP TRIGGER IF EXISTS {name}",
                _refusing_trigger(name, verb, table),
            ]
        return made
    return [
        _REFUSING_FUNCTION,
        f"DROP TRIGGER IF EXISTS {table}_no_change ON {table}",
        f"CREATE TRIGGER {table}_no_change {_EVERY_CHANGE} ON {table} {_REFUSED}",
    ]


def _refusing_trigger(name: str, verb: str, table: str) -> str:
    refusal = f"SELECT RAISE(ABORT, '{table} is append-only')"
    return f"CREATE TRIGGER {name} BEFORE {verb} ON {table} BEGIN {refusal}; END"


def missing_triggers(connection: Connection) -> list[str]:
    """Names of the guards that are not there."""
    if connection.dialect.name == "sqlite":
        wanted = {f"{table}_no_{verb}" for table in APPEND_ONLY for verb in ("update", "delete")}
        found = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
    else:
        wanted = {f"{table}_no_change" for table in APPEND_ONLY}
        found = connection.execute(text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"))
    return sorted(wanted - set(found.scalars()))
