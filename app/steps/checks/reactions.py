"""What is compared by itself: each domanda as it arrives. It informs and never refuses."""

from collections.abc import Mapping

from sqlmodel import Session

from app.core.events import Event, Reaction
from app.steps.checks.actions import keep_comparison
from app.steps.checks.enums import Occasion
from app.steps.checks.queries import declared_in
from app.steps.domande.events import DomandaFiled, DomandaRegistered
from app.steps.domande.queries.filed import filed_in
from app.steps.procedures.queries import here_of


def _arrived(session: Session, event: DomandaFiled | DomandaRegistered) -> None:
    here = here_of(session, event.procedure_id)
    filed = filed_in(session, event)
    keep_comparison(
        session, event.actor_ref, here, filed.domanda, declared_in(session, filed), Occasion.ARRIVAL
    )


REACTIONS: Mapping[type[Event], tuple[Reaction, ...]] = {
    DomandaFiled: (_arrived,),
    DomandaRegistered: (_arrived,),
}
