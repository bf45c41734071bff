"""A service that stops leaves one row for each outage, and none while it is up."""

import time
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, select

from app.core.clock import legal_now, wall_now
from app.core.errors import RuleError
from app.core.jobs.models import Heartbeat, Outage
from app.core.jobs.outages import EVERY, beat, list_outages, note_maintenance
from app.core.store.session import Store
from tests.support.server import running


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


def test_a_killed_server_that_starts_again_says_for_how_long(
    store: Store, database_url: str, tmp_path: Path
) -> None:
    settings = {"COPROGRAMMA_DATABASE_URL": database_url, "COPROGRAMMA_HEARTBEAT_SECONDS": "1"}
    with running(settings, tmp_path) as server:
        server.kill()
        killed = wall_now()
        time.sleep(2.5)
        server.start()
        started = wall_now()
        deadline = time.monotonic() + 10
        found: list[Outage] = []
        while not found and time.monotonic() < deadline:
            time.sleep(0.1)
            with store.reading() as reader:
                found = list(reader.exec(select(Outage)).all())
        printed = server.command("service", "outages").stdout
    assert len(found) == 1
    assert killed - timedelta(seconds=2) <= found[0].from_at <= killed
    assert found[0].until_at <= started + timedelta(seconds=10)
    assert printed.count("outage") == 1
