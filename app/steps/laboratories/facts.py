"""What this room knows of a procedure, for the checklist and for its phases."""

from typing import Any

from sqlmodel import Session

from app.core.clock import legal_now
from app.steps.calendar.queries import list_laboratories
from app.steps.laboratories.enums import SEALED
from app.steps.laboratories.queries import list_procedure_sessions, list_verbali
from app.steps.procedures.queries import Here


def laboratories_facts(session: Session, here: Here) -> dict[str, Any]:
    """Laboratories planned and held, and sessions held whose verbale is not approved."""
    key, now = here.procedure.pk, legal_now()
    laboratories = list_laboratories(session, key)
    held = {meeting.pk for meeting in laboratories if meeting.ends_at <= now}
    minuted = {row.session_id for row in list_verbali(session, key) if row.state in SEALED}
    sessions = [row.pk for row in list_procedure_sessions(session, key) if row.meeting_id in held]
    return {
        "laboratories_total": len(laboratories),
        "laboratories_held": len(held),
        "sessions_without_verbale": sum(key not in minuted for key in sessions),
    }
