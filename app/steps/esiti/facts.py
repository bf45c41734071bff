"""What this room knows of a procedure, for the checklist and for its phases."""

from typing import Any

from sqlmodel import Session

from app.steps.esiti.queries import load_gate
from app.steps.procedures.queries import Here
from app.steps.synthesis.queries import is_public


def esiti_facts(session: Session, here: Here) -> dict[str, Any]:
    """The facts of `ProcedureFacts` that this room knows."""
    gate = load_gate(session, here.procedure.pk)
    return {
        "contributions_without_esito": gate.sum("missing"),
        "nodes_without_esito": gate.sum("nodes_missing"),
        "esiti_to_mend": gate.sum("blank") + gate.sum("owed"),
        "esiti_published": is_public(session, here.procedure.pk),
    }
