"""What this room knows of a procedure, for the checklist and for its phases."""

from typing import Any

from sqlmodel import Session

from app.law.avviso import missing_sections
from app.steps.avvisi.queries import get_avviso
from app.steps.procedures.queries import Here


def avviso_facts(session: Session, here: Here) -> dict[str, Any]:
    """The facts of `ProcedureFacts` that this room knows."""
    avviso = get_avviso(session, here.procedure.pk)
    return {
        "avviso_sections_missing": len(
            missing_sections(avviso.sections if avviso else {}).refusals
        ),
        "avviso_published_at": avviso.published_at if avviso else None,
        "avviso_closes_at": avviso.closes_at if avviso else None,
    }
