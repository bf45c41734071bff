"""Two offices' desks that want one room at the same instant: one of them has it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import time
from threading import Barrier

from sqlmodel import Session, select

from app.core.errors import InvalidFormError
from app.core.store.session import Store
from app.steps.calendar.actions import add_session
from app.steps.calendar.forms import SessionForm
from app.steps.calendar.models import MeetingSession
from app.steps.calendar.queries import get_meeting
from app.steps.procedures.queries import get_by_id
from tests.factories.calendar import make_laboratory
from tests.factories.procedures import make_desk


def test_a_room_wanted_twice_at_once_is_taken_once(store: Store, session: Session) -> None:
    first = make_desk(session)
    second = make_desk(session, slug="altra", authority=first.authority)
    wanted = [
        (desk.actor, desk.here.procedure.pk, make_laboratory(session, desk).public_id)
        for desk in (first, second)
    ]
    store.finish(session)
    together = Barrier(2, timeout=20)
    form = SessionForm(starts=time(16), ends=time(17), room="Sala Blu")

    def take(number: int) -> str:
        actor, procedure_id, meeting_id = wanted[number]
        together.wait()
        try:
            with store.writing() as mine:
                here = get_by_id(mine, procedure_id, lock=True)
                meeting = get_meeting(mine, procedure_id, meeting_id)
                add_session(mine, actor, here, meeting, form)
        except InvalidFormError as refusal:
            return next(iter(refusal.errors))
        return "taken"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(take, range(2))) == ["room", "taken"]
    with store.reading() as reading:
        assert len(reading.exec(select(MeetingSession)).all()) == 1
