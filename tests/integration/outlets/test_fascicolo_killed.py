"""A fascicolo whose making is killed for real: whole and verified in the end, or failed."""

import io
import os
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select
from starlette.testclient import TestClient

from app.assembly import JOB_HANDLERS
from app.core.clock import wall_now
from app.core.files.models import StoredFile
from app.core.jobs.models import Job
from app.core.jobs.worker import Worker
from app.core.store.session import Store
from app.core.web.uploads import KeptFile
from app.outlets.archive.build import MAX_ATTEMPTS
from app.outlets.archive.enums import RUNNING, FascicoloState
from app.outlets.archive.models import Fascicolo, FascicoloPart
from app.outlets.archive.verify import verify_fascicolo
from app.outlets.retention import jobs as retention
from app.settings import Settings
from app.steps.procedures.enums import ActKind
from tests.factories.procedures import Desk, make_act, make_started_desk
from tests.integration.outlets.test_fascicolo import PAGE, ask, read
from tests.support.browserless import SignedIn
from tests.support.dying import work
from tests.support.forked import end_of, start
from tests.support.waiting import wait_until

BIG, MANY = 3_000_000, 5


@pytest.fixture
def asked(store: Store) -> tuple[Desk, Fascicolo]:
    """A procedure with big files, whose whole fascicolo waits for a worker."""
    with store.writing() as session:
        desk = make_started_desk(session)
        for number in range(MANY):
            body = os.urandom(BIG)
            blob = store.at_hand["blobs"].put([body], BIG)
            kept = KeptFile(blob.key, blob.sha256, blob.size, "atto.pdf", "application/pdf")
            make_act(session, desk, ActKind.OTHER, number=f"1{number}", file=kept)
        return desk, ask(session, desk)


def end_leases(store: Store) -> None:
    """The killed worker's lease runs out: the next worker may take its job."""
    with store.writing() as session:
        for job in session.exec(select(Job).where(col(Job.leased_until).is_not(None))).all():
            job.leased_until = wall_now() - timedelta(seconds=1)
            session.add(job)


def state_of(store: Store, row: Fascicolo) -> tuple[FascicoloState, int | None]:
    with store.reading() as session:
        found = session.get_one(Fascicolo, row.pk)
        return found.state, found.file_id


def whole(store: Store, row: Fascicolo) -> bool:
    """Whether it is offered, verifies, and holds every big file."""
    body = read(store, row)[1]
    return verify_fascicolo(io.BytesIO(body)).problems == () and len(body) > MANY * BIG


def left_behind(store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """What stays in the folder of files after a sweep, and that no file on record is."""
    monkeypatch.setattr(retention, "ORPHAN_AGE", timedelta(seconds=-5))
    retention.sweep(store, {})
    with store.reading() as session:
        assert session.exec(select(FascicoloPart)).all() == []
        known = set(session.exec(select(StoredFile.key)).all())
    return {path.name for path in Path(settings.blob_url).rglob("*") if path.is_file()} - known


@pytest.mark.parametrize("moment", ["chapter", "zip", "uncommitted", "offered"])
def test_killed_at_any_moment_it_is_whole_in_the_end_and_nothing_stays_behind(
    store: Store,
    settings: Settings,
    asked: tuple[Desk, Fascicolo],
    moment: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = asked[1]
    assert end_of(start(work, settings, moment), 60) == -9
    state, file_id = state_of(store, row)
    assert (state in RUNNING, file_id is None) == (moment != "offered",) * 2
    with store.reading() as session:
        zips = session.exec(select(StoredFile).where(StoredFile.media_type == "application/zip"))
        assert len(zips.all()) == (moment == "offered")
    end_leases(store)
    Worker(store, JOB_HANDLERS).run_until_idle()
    assert whole(store, row)
    assert left_behind(store, settings, monkeypatch) == set()


def test_killed_from_outside_while_the_file_grows_nothing_of_it_is_offered(
    client: TestClient,
    store: Store,
    settings: Settings,
    asked: tuple[Desk, Fascicolo],
    sign_in_as: SignedIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk, row = asked
    process = start(work, settings, "slowly")
    grown: list[Path] = []

    def some_of_it_is_there() -> bool:
        assert process.is_alive()
        grown.extend(_growing(store, row, Path(settings.blob_url)))
        return bool(grown)

    wait_until(some_of_it_is_there, 60)
    process.kill()
    assert end_of(process, 60) == -9
    sign_in_as(desk.rdp)
    assert "in preparazione" in client.get(PAGE).text
    assert client.post(f"{PAGE}/{row.public_id}/scarica").status_code == 404
    end_leases(store)
    assert end_of(start(work, settings, ""), 60) == 0
    assert whole(store, row)
    assert client.post(f"{PAGE}/{row.public_id}/scarica").status_code == 200
    assert grown[0].exists()
    assert left_behind(store, settings, monkeypatch) == set()


def _growing(store: Store, row: Fascicolo, folder: Path) -> list[Path]:
    """The unfinished ZIP, once it is being written and some of it is there."""
    with store.reading() as session:
        if session.get_one(Fascicolo, row.pk).chapter != "Scrittura del file":
            return []
    return [part for part in folder.rglob(".*.part") if part.stat().st_size > BIG]


def test_killed_too_many_times_it_is_declared_failed_and_offers_nothing(
    client: TestClient,
    store: Store,
    settings: Settings,
    asked: tuple[Desk, Fascicolo],
    sign_in_as: SignedIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk, row = asked
    with store.writing() as session:
        session.get_one(Fascicolo, row.pk).attempts = MAX_ATTEMPTS - 1
    assert end_of(start(work, settings, "zip"), 60) == -9
    end_leases(store)
    Worker(store, JOB_HANDLERS).run_until_idle()
    assert state_of(store, row) == (FascicoloState.FAILED, None)
    sign_in_as(desk.rdp)
    assert "Nessun file parziale" in client.get(PAGE).text
    assert client.post(f"{PAGE}/{row.public_id}/scarica").status_code == 404
    assert left_behind(store, settings, monkeypatch) == set()
