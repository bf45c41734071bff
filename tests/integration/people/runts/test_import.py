"""An extract is in use only when it is whole; whatever happens, the one before stays."""

import io
import subprocess
import sys
from datetime import timedelta

import pytest
from sqlmodel import Session, func, select

from app.assembly import JOB_HANDLERS
from app.core.audit.models import EventRow
from app.core.clock import wall_now
from app.core.errors import InvalidFormError
from app.core.files.errors import FileRefused
from app.core.files.models import StoredFile
from app.core.jobs.models import Job
from app.core.jobs.worker import Worker
from app.core.store.session import Store
from app.people.runts.actions import import_extract, keep_extract
from app.people.runts.actions.import_extract import ReadingLostError
from app.people.runts.enums import ExtractState
from app.people.runts.models import RegisterEntry, RegisterExtract
from app.people.runts.queries import ask_register, current_extract
from app.settings import Settings
from tests.factories.register import csv_bytes, entry, load_entries, receive
from tests.unit.core.files.corpus import archive

CODE = "95067870121"
KILLED = """
import os, signal, sys
from app.people.runts.actions import import_extract
from app.main import make_store
from app.settings import load_settings
sys.modules["app.people.runts.actions.import_extract"].CHUNK = 5
def die(read, total):
    os.kill(os.getpid(), signal.SIGKILL)
import_extract(make_store(load_settings()), {extract}, die)
"""


def state_of(store: Store, extract: RegisterExtract) -> ExtractState:
    with store.reading() as session:
        return session.get_one(RegisterExtract, extract.pk).state


def count_entries(store: Store) -> int:
    with store.reading() as session:
        return session.exec(select(func.count()).select_from(RegisterEntry)).one()


def test_the_worker_reads_it_and_forgets_the_file(store: Store) -> None:
    extract = receive(store, csv_bytes([entry(CODE, name="Società d'Esempio"), entry()]))
    Worker(store, JOB_HANDLERS).run_until_idle()
    with store.reading() as session:
        found = session.get_one(RegisterExtract, extract.pk)
        answer = ask_register(session, " 950.678.701-21 ")
        assert session.exec(select(StoredFile)).all() == []
        events = session.exec(select(EventRow.kind).order_by(EventRow.number)).all()  # type: ignore[arg-type]
    assert (found.state, found.rows_kept, found.file_id) == (ExtractState.CURRENT, 2, None)
    assert answer.entry is not None
    assert (answer.entry.name, answer.entry.section) == ("Società d'Esempio", "b")
    assert list(events) == ["runts.received", "runts.imported"]


def test_the_rows_of_the_last_two_stay(store: Store) -> None:
    first, second, third = (
        load_entries(store, entry(number=n), entry(number=n)) for n in (1, 2, 3)
    )
    states = [state_of(store, one) for one in (first, second, third)]
    assert states == [ExtractState.RETIRED, ExtractState.PREVIOUS, ExtractState.CURRENT]
    assert count_entries(store) == 4


def test_a_truncated_row_fails_the_whole_and_leaves_the_one_before(store: Store) -> None:
    before = load_entries(store, entry(CODE))
    rows = [*(entry() for _ in range(2_500)), entry()[:2]]
    broken = receive(store, csv_bytes(rows))
    import_extract(store, broken.pk)
    with store.reading() as session:
        failed = session.get_one(RegisterExtract, broken.pk)
        current = current_extract(session, None)
    assert failed.state is ExtractState.FAILED
    assert failed.problem.startswith("Riga 2502: la riga è tronca")
    assert current is not None
    assert current.pk == before.pk
    assert count_entries(store) == 1


def test_too_many_rows_that_make_no_sense_fail_it(store: Store) -> None:
    broken = receive(store, csv_bytes([entry(), *(entry("123") for _ in range(21))]))
    assert import_extract(store, broken.pk).problem.startswith("Troppe righe non tornano")
    assert count_entries(store) == 0


def test_killed_in_the_middle_it_is_read_anew(store: Store, settings: Settings) -> None:
    before = load_entries(store, entry())
    extract = receive(store, csv_bytes([entry() for _ in range(12)]))
    environment = {
        "COPROGRAMMA_DATABASE_URL": settings.database_url,
        "COPROGRAMMA_BLOB_URL": settings.blob_url,
        "COPROGRAMMA_SECRET_KEY": "t" * 40,
    }
    program = KILLED.format(extract=extract.pk)
    done = subprocess.run([sys.executable, "-c", program], env=environment, check=False)
    assert done.returncode == -9
    assert count_entries(store) == 1 + 5
    assert state_of(store, before) is ExtractState.CURRENT
    with pytest.raises(ReadingLostError):
        import_extract(store, extract.pk)
    with store.writing() as session:
        held = session.get_one(RegisterExtract, extract.pk)
        held.beat_at = wall_now() - timedelta(minutes=2)
        session.add(held)
    assert import_extract(store, extract.pk).rows_kept == 12
    assert count_entries(store) == 1 + 12


def test_a_reading_that_was_taken_over_writes_nothing_more(store: Store) -> None:
    extract = receive(store, csv_bytes([entry() for _ in range(2_001)]))

    def take_over(read: int, total: int) -> None:
        with store.writing() as session:
            held = session.get_one(RegisterExtract, extract.pk)
            held.run = "another"
            session.add(held)

    with pytest.raises(ReadingLostError):
        import_extract(store, extract.pk, take_over)
    assert count_entries(store) == 2_000
    assert state_of(store, extract) is ExtractState.READING


@pytest.mark.parametrize(
    ("name", "field"),
    [("iscritti.csv", "dated"), ("29991231_x.csv", "dated"), ("20200101_x.csv", "dated"),
     ("20260916_x.csv", "file")],
)  # fmt: skip
def test_an_extract_that_cannot_be_is_refused(store: Store, name: str, field: str) -> None:
    row = entry(CODE)
    load_entries(store, row)
    with pytest.raises(InvalidFormError) as refusal:
        receive(store, csv_bytes([row]), name)
    assert list(refusal.value.errors) == [field]


def test_a_bomb_is_refused_before_it_is_kept(store: Store, session: Session) -> None:
    bomb = archive({"[Content_Types].xml": b"", "xl/workbook.xml": b"\0" * 40_000_000})
    with pytest.raises(FileRefused, match="si espande oltre misura"):
        keep_extract(store.at_hand["blobs"], io.BytesIO(bomb), "20260916_iscritti.xlsx")
    assert session.exec(select(Job)).all() == []
