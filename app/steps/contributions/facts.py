"""What this room knows of a procedure, for the checklist and for its phases."""

from typing import Any

from sqlmodel import Session

from app.steps.contributions.queries import count_unmoderated
from app.steps.procedures.queries import Here


def contributions_facts(session: Session, here: Here) -> dict[str, Any]:
    """The facts of `ProcedureFacts` that this room knows."""
    return {"contributions_unmoderated": count_unmoderated(session, here.procedure.pk)}
