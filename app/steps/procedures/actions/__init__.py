"""Use cases of procedures; other rooms import from here."""

from app.steps.procedures.actions.acts import record_act
from app.steps.procedures.actions.advance import advance
from app.steps.procedures.actions.prepare import create_procedure, edit_procedure
from app.steps.procedures.actions.tavoli import add_tavolo, edit_tavolo, remove_tavolo

__all__ = [
    "add_tavolo",
    "advance",
    "create_procedure",
    "edit_procedure",
    "edit_tavolo",
    "record_act",
    "remove_tavolo",
]
