"""Telling the followers in small transactions, at once or week by week; forgetting some."""

from datetime import timedelta
from typing import Any

from app.core.jobs.worker import Handler, Recurring
from app.core.store.session import Store
from app.outlets.follow.actions import TELL, forget_unconfirmed, sum_up_week, tell_followers
from app.outlets.follow.queries import list_weekly
from app.steps.procedures.queries import get_by_id

FORGET = "follow.forget"
SUMMARY = "follow.summary"


def _tell(store: Store, payload: dict[str, Any]) -> None:
    more = True
    while more:
        with store.writing() as session:
            more = tell_followers(session, get_by_id(session, payload["procedure"])) > 0


def _sum_up(store: Store, payload: dict[str, Any]) -> None:
    """Every hour: what is due is what the last Monday's morning left, whoever was down then."""
    with store.reading() as session:
        procedures = list_weekly(session)
    for procedure in procedures:
        more = True
        while more:
            with store.writing() as session:
                more = sum_up_week(session, get_by_id(session, procedure)) > 0


def _forget(store: Store, payload: dict[str, Any]) -> None:
    more = True
    while more:
        with store.writing() as session:
            more = forget_unconfirmed(session) > 0


HANDLERS: dict[str, Handler] = {TELL: _tell, SUMMARY: _sum_up, FORGET: _forget}
RECURRING = (Recurring(FORGET, timedelta(hours=24)), Recurring(SUMMARY, timedelta(hours=1)))
