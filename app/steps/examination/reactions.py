"""What the examination does when something of it is published."""

from collections.abc import Mapping

from sqlmodel import Session

from app.core.events import Event, Reaction
from app.steps.checks.actions import compare
from app.steps.checks.enums import Occasion
from app.steps.checks.queries import list_by_ref
from app.steps.examination.events import AdmissionPublished
from app.steps.procedures.queries import get_by_id


def _compare_again(session: Session, event: AdmissionPublished) -> None:
    """The register is asked once more of whoever the list settles."""
    here = get_by_id(session, event.procedure_id)
    domande = list_by_ref(session, event.procedure_id, event.domande)
    compare(session, event.actor_ref, here, domande, Occasion.ADMISSION)


REACTIONS: Mapping[type[Event], tuple[Reaction, ...]] = {AdmissionPublished: (_compare_again,)}
