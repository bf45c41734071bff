"""What this room knows of a procedure, for the checklist and for its phases."""

from typing import Any

from sqlmodel import Session

from app.core.clock import legal_now
from app.steps.procedures.enums import ActKind
from app.steps.procedures.queries import Here, count_tavoli, list_acts


def procedure_facts(session: Session, here: Here) -> dict[str, Any]:
    """The facts of `ProcedureFacts` that this room knows."""
    kinds = {act.kind for act, _ in list_acts(session, here.procedure.pk)}
    return {
        "phase": here.procedure.phase,
        "suspended_from": here.procedure.suspended_from,
        "now": legal_now(),
        "has_start_act": ActKind.START in kinds,
        "responsible_officer_named": here.procedure.responsible_officer_id is not None,
        "tavoli_count": count_tavoli(session, here.procedure.pk),
        "avviso_has_act": ActKind.AVVISO in kinds,
        "closing_act": ActKind.CLOSING in kinds,
        "suspension_act": ActKind.SUSPENSION in kinds,
        "resumption_act": ActKind.RESUMPTION in kinds,
        "revocation_act": ActKind.REVOCATION in kinds,
    }
