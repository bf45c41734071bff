"""What is compared by itself: each domanda as it arrives. It informs and never refuses."""

from collections.abc import Mapping

from sqlmodel import Session

from app.core.events import Event, Reaction
from app.steps.checks.actions import compare
from app.steps.checks.enums import Occasion
from app.steps.checks.queries import list_by_ref
from app.steps.domande.events import DomandaFiled, DomandaRegistered
from app.steps.procedures.events import ProcedureEvent
from app.steps.procedures.queries import here_of


def _arrived(session: Session, event: ProcedureEvent) -> None:
    here = here_of(session, event.procedure_id)
    domande = list_by_ref(session, event.procedure_id, [event.subject])
    compare(session, event.actor_ref, here, domande, Occasion.ARRIVAL)


REACTIONS: Mapping[type[Event], tuple[Reaction, ...]] = {
    DomandaFiled: (_arrived,),
    DomandaRegistered: (_arrived,),
}
