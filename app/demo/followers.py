"""Citizens who follow the procedure by e-mail: one week by week, one a single tavolo at once."""

import re
from datetime import date

from sqlmodel import Session

from app.core.jobs.outbox import list_messages
from app.demo.stage import Stage, at
from app.outlets.follow.actions import (
    ask_to_follow,
    confirm_follow,
    sum_up_week,
    tell_followers,
)
from app.outlets.follow.enums import Rhythm
from app.outlets.follow.forms import FollowForm
from app.steps.procedures.queries import Here, list_tavoli

WEEKLY, OF_ONE = "lettrice@posta-esempio.it", "lettore@posta-esempio.it"


def begin(stage: Stage, day: date) -> None:
    """Both ask and confirm, as everybody does."""
    at(day, "18:20")
    with stage.act() as session:
        here = stage.here(session)
        tavolo = list_tavoli(session, here.procedure.pk)[0].public_id
        _follow(session, here, FollowForm(email=WEEKLY, rhythm=Rhythm.WEEKLY))
        _follow(session, here, FollowForm(email=OF_ONE, tavolo=tavolo))


def _follow(session: Session, here: Here, form: FollowForm) -> None:
    ask_to_follow(session, here, "", form)
    session.flush()
    bodies = [mail.body for mail in list_messages(session, recipient=form.email)]
    found = next(filter(None, (re.search(r"/segui/conferma/(\S+)", body) for body in bodies)))
    confirm_follow(session, here, found[1])


def monday(stage: Stage, day: date) -> None:
    """A Monday morning: the summary of the week, and what is still to be told at once."""
    at(day, "08:00")
    with stage.act() as session:
        here = stage.here(session)
        sum_up_week(session, here)
        tell_followers(session, here)
