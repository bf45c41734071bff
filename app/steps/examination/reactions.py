"""What the examination does when it publishes something, and when the avviso changes."""

from collections.abc import Mapping

from sqlmodel import Session

from app.core.events import Event, Reaction
from app.steps.avvisi.events import AvvisoRectified
from app.steps.avvisi.queries import get_avviso, get_change, get_version
from app.steps.checks.actions import compare
from app.steps.checks.enums import Occasion
from app.steps.checks.queries import list_by_ref
from app.steps.examination.actions.ask_proof import ask_proof
from app.steps.examination.events import AdmissionPublished
from app.steps.procedures.queries import get_by_id


def _rectified(session: Session, event: AvvisoRectified) -> None:
    """Who had applied already is asked for what a new requirement wants proved."""
    here = get_by_id(session, event.procedure_id)
    avviso = get_avviso(session, here.procedure.pk)
    if avviso is None or not event.proof_asked:
        return
    version = get_version(session, avviso, event.number)
    change = get_change(session, avviso, event.number)
    ask_proof(session, here, event.actor_ref, version, change)


def _compare_again(session: Session, event: AdmissionPublished) -> None:
    """The register is asked once more of whoever the list settles."""
    here = get_by_id(session, event.procedure_id)
    domande = list_by_ref(session, event.procedure_id, event.domande)
    compare(session, event.actor_ref, here, domande, Occasion.ADMISSION)


REACTIONS: Mapping[type[Event], tuple[Reaction, ...]] = {
    AvvisoRectified: (_rectified,),
    AdmissionPublished: (_compare_again,),
}
