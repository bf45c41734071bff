"""What the domande do when an earlier room's event happens."""

from datetime import datetime

from sqlmodel import Session

from app.core.events import Event, Reaction
from app.steps.avvisi.events import (
    AvvisoChanged,
    AvvisoExtended,
    AvvisoRectified,
    AvvisoReopened,
)
from app.steps.domande.actions.remind import rearm_reminders


def _rearm(session: Session, event: AvvisoChanged) -> None:
    rearm_reminders(session, event.procedure_id, datetime.fromisoformat(event.closes_at))


REACTIONS: dict[type[Event], tuple[Reaction, ...]] = {
    AvvisoRectified: (_rearm,),
    AvvisoExtended: (_rearm,),
    AvvisoReopened: (_rearm,),
}
