"""What this room knows of a procedure, for the checklist and for its phases."""

from typing import Any

from sqlmodel import Session

from app.steps.procedures.queries import Here
from app.steps.synthesis.queries import count_unanswered, latest_draft


def synthesis_facts(session: Session, here: Here) -> dict[str, Any]:
    """The facts of `ProcedureFacts` that this room knows."""
    draft = latest_draft(session, here.procedure.pk)
    return {
        "draft_synthesis_shared": draft is not None,
        "observations_open_until": draft.observations_until if draft else None,
        "observations_unanswered": count_unanswered(session, here.procedure.pk),
    }
