"""What this room does by itself: reminders every hour."""

from datetime import timedelta
from typing import Any

from app.core.jobs.worker import Handler, Recurring
from app.core.store.session import Store
from app.steps.domande.actions import remind_drafts

REMIND = "domande.remind_drafts"


def _remind(store: Store, payload: dict[str, Any]) -> None:
    more = True
    while more:
        with store.writing() as session:
            more = remind_drafts(session) > 0


HANDLERS: dict[str, Handler] = {REMIND: _remind}
RECURRING = (Recurring(REMIND, timedelta(hours=1)),)
