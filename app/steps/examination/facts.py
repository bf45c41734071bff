"""What this room knows of a procedure, for the checklist and for its phases."""

from typing import Any

from sqlmodel import Session

from app.steps.examination.queries.admitted import has_admission
from app.steps.examination.queries.office import count_pending
from app.steps.procedures.queries import Here


def examination_facts(session: Session, here: Here) -> dict[str, Any]:
    """The facts of `ProcedureFacts` that this room knows."""
    return {
        "first_admission_published": has_admission(session, here.procedure.pk),
        "domande_pending": count_pending(session, here.procedure.pk),
    }
