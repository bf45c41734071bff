"""Who gave the committee's reading of a yearly account as a guest."""

from collections.abc import Iterator
from typing import Any

from sqlmodel import Session, col, select

from app.core.clock import in_rome, wall_now
from app.core.jobs.outbox import forget_recipient
from app.outlets.retention.erasers.base import (
    REMOVED,
    Due,
    Erased,
    Eraser,
    blank,
    erased_of,
)
from app.people.authorities.models import Authority
from app.steps.monitoring.models import ReadingInvitation
from app.steps.procedures.models import Procedure


def find_readers(session: Session, authority: Authority) -> Iterator[Due]:
    """Guests whose link is over: the reading was given, the link revoked or too old."""
    rows = session.exec(
        select(ReadingInvitation, Procedure)
        .join(Procedure, col(ReadingInvitation.procedure_id) == col(Procedure.id))
        .where(
            ReadingInvitation.authority_id == authority.pk,
            col(ReadingInvitation.guest_email) != REMOVED,
        )
        .order_by(col(ReadingInvitation.id))
    ).all()
    for invitation, procedure in rows:
        ended = invitation.given_at or invitation.revoked_at or invitation.expires_at
        if ended <= wall_now():
            title = f"Chi ha letto il rendiconto, {procedure.title}"[:300]
            yield Due(invitation.pk, procedure.public_id, title, in_rome(ended).date())


def erase_reader(session: Session, row_id: int) -> Erased | None:
    """Name, address and unfinished answers go; what was given stays under its seal."""
    row = session.get_one(ReadingInvitation, row_id)
    if row.guest_email == REMOVED:
        return None
    forget_recipient(session, row.public_id)
    gone: dict[str, Any] = {
        "guest_name": REMOVED,
        "guest_email": REMOVED,
        "answers": {},
        "token_hash": None,
    }
    return erased_of(row, blank(session, row, **gone))


ERASERS: tuple[Eraser, ...] = (
    Eraser("readers", "readers", "Ospiti del comitato", find_readers, erase_reader),
)
