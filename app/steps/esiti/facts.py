"""What this room knows of a procedure, for the checklist and for its phases."""

from typing import Any

from sqlmodel import Session

from app.steps.esiti.queries import count_without_esito
from app.steps.procedures.queries import Here
from app.steps.synthesis.queries import is_public


def esiti_facts(session: Session, here: Here) -> dict[str, Any]:
    """The facts of `ProcedureFacts` that this room knows."""
    return {
        "contributions_without_esito": count_without_esito(session, here.procedure.pk),
        "esiti_published": is_public(session, here.procedure.pk),
    }
