"""What this room knows of a procedure, for the checklist."""

from typing import Any

from sqlmodel import Session

from app.law.publication import SlotState
from app.steps.procedures.queries import Here
from app.steps.publication.queries import list_entries, list_not_due
from app.steps.publication.views import slot_views


def publication_facts(session: Session, here: Here) -> dict[str, Any]:
    """How many of the seven slots are empty."""
    key = here.procedure.pk
    slots = slot_views(list_entries(session, key), list_not_due(session, key))
    return {"slots_missing": sum(view.state is SlotState.EMPTY for view in slots)}
