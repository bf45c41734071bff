"""A service that stops leaves one row for each outage, and none while it is up."""

import time
from datetime import timedelta

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.clock import legal_now, wall_now
from app.core.errors import RuleError
from app.core.jobs.models import Heartbeat, Outage
from app.core.jobs.outages import EVERY, beat, list_outages, note_maintenance
from app.core.store.session import Store
from app.main import create_app
from app.settings import Settings
from tests.support.beating import keep_beating
from tests.support.forked import end_of, start
from tests.support.waiting import wait_until


def _last_beat(session: Session, ago: timedelta) -> None:
    session.merge(Heartbeat(id=1, beat_at=wall_now() - ago))
    session.flush()


def test_beats_leave_one_row_and_no_outage(session: Session) -> None:
    assert [beat(session) for _ in range(3)] == [None] * 3
    _last_beat(session, 2 * EVERY - timedelta(seconds=5))
    assert beat(session) is None
    assert session.exec(select(Outage)).all() == []


def test_a_gap_is_one_outage_noticed_once(session: Session) -> None:
    _last_beat(session, timedelta(hours=1))
    outage = beat(session)
    assert outage is not None
    assert timedelta(minutes=59) < outage.until_at - outage.from_at < timedelta(minutes=61)
    assert beat(session) is None


def test_only_what_overlaps_is_offered(session: Session) -> None:
    now = legal_now()
    note_maintenance(session, now, now + timedelta(hours=1), "prova")
    found = list_outages(session, now + timedelta(minutes=30), now + timedelta(days=1))
    assert [one.planned for one in found] == [True]
    assert list_outages(session, now + timedelta(hours=1), now + timedelta(days=1)) == []
    with pytest.raises(RuleError):
        note_maintenance(session, now, now, "al contrario")


def _wait_for(store: Store, model: type[Heartbeat | Outage]) -> None:
    def is_there() -> bool:
        with store.reading() as reader:
            return reader.exec(select(model)).first() is not None

    wait_until(is_there)


def test_a_killed_process_that_starts_again_says_for_how_long(
    store: Store, database_url: str
) -> None:
    first = start(keep_beating, database_url)
    _wait_for(store, Heartbeat)
    first.kill()
    assert end_of(first, 10) == -9
    killed = wall_now()
    time.sleep(1)
    second = start(keep_beating, database_url)
    try:
        _wait_for(store, Outage)
    finally:
        second.kill()
        end_of(second, 10)
    with store.reading() as reader:
        outage = reader.exec(select(Outage)).one()
    assert killed - timedelta(seconds=5) <= outage.from_at <= killed
    assert outage.until_at - outage.from_at >= timedelta(seconds=1)


def test_the_application_beats_while_it_is_up(settings: Settings, store: Store) -> None:
    with TestClient(create_app(settings, with_worker=True)):
        _wait_for(store, Heartbeat)
