"""What this room does by itself, every hour."""

from datetime import timedelta
from typing import Any

from app.core.jobs.worker import Handler, Recurring
from app.core.store.session import Store
from app.steps.examination.actions.remind import remind_terms

REMIND = "examination.remind_terms"


def _remind(store: Store, payload: dict[str, Any]) -> None:
    with store.writing() as session:
        remind_terms(session)


HANDLERS: dict[str, Handler] = {REMIND: _remind}
RECURRING = (Recurring(REMIND, timedelta(hours=1)),)
