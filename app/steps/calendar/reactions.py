"""A revoked procedure holds no more meetings."""

from collections.abc import Mapping

from sqlmodel import Session

from app.core.events import Event, Reaction
from app.law.phases import Phase
from app.steps.calendar.actions import cancel_coming
from app.steps.procedures.events import PhaseEntered
from app.steps.procedures.queries import get_by_id

REVOKED = "Il procedimento è stato revocato."


def _phase_entered(session: Session, event: PhaseEntered) -> None:
    if event.target == Phase.REVOKED:
        cancel_coming(session, event.actor_ref, get_by_id(session, event.procedure_id), REVOKED)


REACTIONS: Mapping[type[Event], tuple[Reaction, ...]] = {PhaseEntered: (_phase_entered,)}
