"""Use cases of esiti; later rooms and the demonstration import from here."""

from app.steps.esiti.actions.decide import record_decisions
from app.steps.esiti.actions.propose import write_proposals
from app.steps.esiti.actions.publish import publish_esiti

__all__ = ["publish_esiti", "record_decisions", "write_proposals"]
