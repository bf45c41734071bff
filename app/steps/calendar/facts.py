"""What this room knows of a procedure, for the checklist."""

from typing import Any

from sqlmodel import Session

from app.core.clock import legal_now
from app.steps.calendar.queries import list_laboratories
from app.steps.procedures.queries import Here


def calendar_facts(session: Session, here: Here) -> dict[str, Any]:
    """Laboratories that stand, and those whose end has passed."""
    laboratories = list_laboratories(session, here.procedure.pk)
    now = legal_now()
    return {
        "laboratories_total": len(laboratories),
        "laboratories_held": sum(meeting.ends_at <= now for meeting in laboratories),
    }
