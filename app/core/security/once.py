"""Filed twice is filed once: the first request under a key wins, a repeat gets its result."""

import hashlib

from sqlmodel import Session, select

from app.core.clock import wall_now
from app.core.errors import ConflictError
from app.core.events import canonical
from app.core.security.models import OnceKey
from app.core.store.upsert import insert_or_ignore


def body_digest(body: object) -> str:
    """What two requests must share to be the same request."""
    return hashlib.sha256(canonical(body).encode()).hexdigest()


def claim_once(session: Session, *, owner: str, action: str, key: str, body: str) -> OnceKey:
    """The row of this key. `result` is empty for the winner, who writes it before the commit.

    A concurrent request with the key waits for the winner. Raises ConflictError when the same
    key comes with another body.
    """
    insert_or_ignore(
        session,
        OnceKey,
        owner=owner,
        action=action,
        key=key,
        body=body,
        result="",
        made_at=wall_now(),
    )
    row = session.exec(
        select(OnceKey)
        .where(OnceKey.owner == owner, OnceKey.action == action, OnceKey.key == key)
        .execution_options(populate_existing=True)
    ).one()
    if row.body != body:
        raise ConflictError(
            "Questa richiesta era già arrivata con un contenuto diverso.",
            remedy="Riaprite la pagina e controllate che cosa risulta inviato.",
        )
    return row
