"""Open sessions as their owner sees them."""

from dataclasses import dataclass
from datetime import datetime

from app.people.accounts.models import SignIn


@dataclass(frozen=True, slots=True)
class SessionRow:
    public_id: str
    device: str
    opened_at: datetime
    seen_at: datetime
    is_this: bool


def session_rows(sign_ins: list[SignIn], this: str) -> list[SessionRow]:
    """The sessions, the one whose token hash is `this` first."""
    rows = [
        SessionRow(
            public_id=sign_in.public_id,
            device=sign_in.device or "dispositivo non riconosciuto",
            opened_at=sign_in.created_at,
            seen_at=sign_in.seen_at,
            is_this=sign_in.token_hash == this,
        )
        for sign_in in sign_ins
    ]
    return sorted(rows, key=lambda row: not row.is_this)
