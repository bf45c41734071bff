"""What the laboratories do when an earlier room's event happens."""

from sqlmodel import Session

from app.core.events import Event, Reaction
from app.law.phases import Phase
from app.steps.calendar.events import MeetingCancelled, MeetingEdited
from app.steps.calendar.queries import get_meeting
from app.steps.domande.events import DomandaSuperseded, DomandaWithdrawn
from app.steps.examination.events import AdmissionPublished
from app.steps.laboratories.actions import settle_seats, tell_convened
from app.steps.procedures.events import PhaseEntered, ProcedureEvent
from app.steps.procedures.queries import get_by_id

_FELT = frozenset({"starts_at", "ends_at", "place_name", "address"})


def _settle(session: Session, event: ProcedureEvent) -> None:
    settle_seats(session, get_by_id(session, event.procedure_id), event.actor_ref)


def _laboratories_begin(session: Session, event: PhaseEntered) -> None:
    if event.target == Phase.LABORATORIES.value:
        _settle(session, event)


def _meeting_edited(session: Session, event: MeetingEdited) -> None:
    if _FELT & set(event.changed):
        _tell(session, event)


def _tell(session: Session, event: ProcedureEvent) -> None:
    here = get_by_id(session, event.procedure_id)
    tell_convened(session, here, get_meeting(session, event.procedure_id, event.subject))


REACTIONS: dict[type[Event], tuple[Reaction, ...]] = {
    AdmissionPublished: (_settle,),
    DomandaSuperseded: (_settle,),
    DomandaWithdrawn: (_settle,),
    PhaseEntered: (_laboratories_begin,),
    MeetingEdited: (_meeting_edited,),
    MeetingCancelled: (_tell,),
}
