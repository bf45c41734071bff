"""The start act fills the first slot: when the procedure starts, or as soon as it is recorded."""

from collections.abc import Mapping

from sqlmodel import Session

from app.core.events import Event, Reaction
from app.law.phases import Phase
from app.steps.procedures.enums import ActKind
from app.steps.procedures.events import ActRecorded, PhaseEntered
from app.steps.procedures.queries import Here, get_by_id, list_acts
from app.steps.publication.actions import enter_in_slot


def _act_recorded(session: Session, event: ActRecorded) -> None:
    here = get_by_id(session, event.procedure_id)
    if event.act_kind == ActKind.START and here.procedure.phase is not Phase.DRAFT:
        _publish_start_acts(session, event.actor_ref, here)


def _phase_entered(session: Session, event: PhaseEntered) -> None:
    if event.target == Phase.STARTED and event.origin == Phase.DRAFT:
        _publish_start_acts(session, event.actor_ref, get_by_id(session, event.procedure_id))


def _publish_start_acts(session: Session, actor_ref: str, here: Here) -> None:
    for act, file in list_acts(session, here.procedure.pk, ActKind.START):
        enter_in_slot(
            session,
            actor_ref,
            here,
            "start_act",
            f"{act.kind.label.capitalize()} n. {act.number} ({act.organ})",
            file_id=act.file_id,
            sha256=file.sha256 if file else "",
        )


REACTIONS: Mapping[type[Event], tuple[Reaction, ...]] = {
    ActRecorded: (_act_recorded,),
    PhaseEntered: (_phase_entered,),
}
