"""How many rows have each of some tokens, counted no further than is asked; see `wordindex`."""

import json
from collections.abc import Collection
from typing import Final

from sqlalchemy import Connection, text

from app.core.store.wordindex import NAME

_SQLITE: Final = text(
    "SELECT k.value, (SELECT count(*) FROM "  # noqa: S608  our own names
    f"(SELECT 1 FROM {NAME} WHERE {NAME} MATCH '\"' || k.value || '\"' LIMIT :most)) "
    "FROM json_each(:tokens) AS k"
)
_POSTGRESQL: Final = text(
    "SELECT k.token, (SELECT count(*) FROM "  # noqa: S608  our own names
    f"(SELECT 1 FROM {NAME} WHERE words @@ CAST('''' || k.token || '''' AS tsquery) LIMIT :most) "
    "AS few) FROM unnest(CAST(:tokens AS text[])) AS k (token)"
)
# As for finding: a GIN index is read by a bitmap, and the table never as a whole.
_SCAN: Final = text("SELECT set_config('enable_seqscan', :on, true)")


def count_words(connection: Connection, tokens: Collection[str], *, most: int) -> dict[str, int]:
    """Token → how many rows have it, at most `most`; those that no row has are left out.

    Raises ValueError for what is no token.
    """
    wanted = sorted(tokens)
    if odd := [token for token in wanted if not (token.isascii() and token.isalnum())]:
        raise ValueError(f"{odd[0]!r} is no token")
    if connection.dialect.name == "sqlite":
        rows = connection.execute(_SQLITE, {"tokens": json.dumps(wanted), "most": most}).fetchall()
    else:
        connection.execute(_SCAN, {"on": "off"})
        rows = connection.execute(_POSTGRESQL, {"tokens": wanted, "most": most}).fetchall()
        connection.execute(_SCAN, {"on": "on"})
    return {token: count for token, count in rows if count}
