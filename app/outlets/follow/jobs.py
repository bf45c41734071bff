"""Telling the followers in small transactions, and forgetting who never confirmed."""

from datetime import timedelta
from typing import Any

from app.core.jobs.worker import Handler, Recurring
from app.core.store.session import Store
from app.outlets.follow.actions import TELL, forget_unconfirmed, tell_followers
from app.steps.procedures.queries import get_by_id

FORGET = "follow.forget"


def _tell(store: Store, payload: dict[str, Any]) -> None:
    more = True
    while more:
        with store.writing() as session:
            more = tell_followers(session, get_by_id(session, payload["procedure"])) > 0


def _forget(store: Store, payload: dict[str, Any]) -> None:
    more = True
    while more:
        with store.writing() as session:
            more = forget_unconfirmed(session) > 0


HANDLERS: dict[str, Handler] = {TELL: _tell, FORGET: _forget}
RECURRING = (Recurring(FORGET, timedelta(hours=24)),)
