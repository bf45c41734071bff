"""What the domande do when the avviso or who represents a body changes: who must know is told."""

from datetime import datetime

from sqlmodel import Session

from app.core.events import Event, Reaction
from app.people.ets.events import RepresentativeChanged
from app.steps.avvisi.events import (
    AvvisoChanged,
    AvvisoExtended,
    AvvisoRectified,
    AvvisoReopened,
    AvvisoRevoked,
)
from app.steps.avvisi.queries import get_avviso, get_change, get_version
from app.steps.domande.actions.remind import rearm_reminders
from app.steps.domande.emails_avviso import tell_avviso_changed
from app.steps.domande.emails_changed import tell_representative_changed
from app.steps.domande.queries.live import list_live
from app.steps.procedures.queries import get_by_id


def _rearm(session: Session, event: AvvisoChanged) -> None:
    rearm_reminders(session, event.procedure_id, datetime.fromisoformat(event.closes_at))


def _tell(session: Session, event: AvvisoChanged) -> None:
    here = get_by_id(session, event.procedure_id)
    avviso = get_avviso(session, here.procedure.pk)
    if avviso is None:
        return
    version = get_version(session, avviso, event.number)
    change = get_change(session, avviso, event.number)
    tell_avviso_changed(session, here, version, change, list_live(session, here.procedure.pk))


REACTIONS: dict[type[Event], tuple[Reaction, ...]] = {
    RepresentativeChanged: (tell_representative_changed,),
    AvvisoRectified: (_rearm, _tell),
    AvvisoExtended: (_rearm, _tell),
    AvvisoReopened: (_rearm, _tell),
    AvvisoRevoked: (_tell,),
}
