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


def claim_once(
    session: Session, *, owner: str, action: str, key: str, body: str, result: str
) -> str:
    """The result of the request that came first under this key; empty for the winner.

    The winner says beforehand what its `result` will be: it stands with its commit, and a
    concurrent request with the key waits for that. Raises ConflictError when the same key comes
    with another body.
    """
    won = insert_or_ignore(
        session,
        OnceKey,
        owner=owner,
        action=action,
        key=key,
        body=body,
        result=result,
        made_at=wall_now(),
    )
    if won:
        return ""
    row = session.exec(
        select(OnceKey).where(OnceKey.owner == owner, OnceKey.action == action, OnceKey.key == key)
    ).one()
    if row.body != body:
        raise ConflictError(
            "Questa richiesta era già arrivata con un contenuto diverso.",
            remedy="Riaprite la pagina e controllate che cosa risulta inviato.",
        )
    return row.result
