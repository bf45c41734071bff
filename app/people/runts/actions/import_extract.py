"""Reading an extract: in chunks, each its own transaction; in use only when it is whole.

A reading that was killed is begun anew by the next one; until the end the extract before stays
in use, and a failed one leaves nothing but its reason.
"""

import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any, BinaryIO, cast

from sqlalchemy import delete, insert
from sqlmodel import Session, col, select

from app.core.clock import wall_now
from app.core.events import emit
from app.core.files.blobs import BlobStore
from app.core.files.errors import FileRefused
from app.core.files.models import StoredFile
from app.core.files.tables import TableRefused, too_many
from app.core.store.session import Store
from app.people.runts.actions.receive_extract import SILENCE
from app.people.runts.enums import UNDER_WAY, ExtractState
from app.people.runts.events import ExtractFailed, ExtractImported
from app.people.runts.models import RegisterEntry, RegisterExtract
from app.people.runts.reading import MAX_ROWS, OddRow, RegisterFile, open_extract

CHUNK = 2_000
_MAX_ODD = 20  # rows left out; or one in a hundred, whichever is more
Told = Callable[[int, int], None]


class ReadingLostError(Exception):
    """Another reading took this extract over, or holds it."""


def import_extract(
    store: Store, extract_id: int, told: Told = lambda read, total: None
) -> RegisterExtract:
    """Read an extract that was received; gives it in the state it came to.

    `told` hears after each chunk how many rows were read and of how many. Raises
    ReadingLostError while another reading is alive; what the file itself has wrong is written
    in the extract, which then is failed. One that is read already is given back as it is.
    """
    run = secrets.token_hex(8)
    held = _begin(store, extract_id, run)
    if held is None:
        with store.reading() as session:
            return session.get_one(RegisterExtract, extract_id)
    try:
        _clear(store, extract_id, run)
        with _local(store, held) as source:
            _read(store, extract_id, run, source, told)
        finished = _finish(store, extract_id, run)
    except FileRefused as refused:
        _clear(store, extract_id, run)
        finished = _fail(store, extract_id, run, refused.sentence)
    _drop_file(store, finished)
    _drop_retired(store)
    return finished


def _begin(store: Store, extract_id: int, run: str) -> StoredFile | None:
    """Take the extract over; None when nothing is left to read."""
    with store.writing() as session:
        extract = _locked(session, extract_id)
        if extract.state not in UNDER_WAY:
            return None
        alive = extract.beat_at is not None and wall_now() - extract.beat_at < SILENCE
        if extract.state is ExtractState.READING and alive:
            raise ReadingLostError(f"extract {extract_id} is being read by {extract.run}")
        extract.state, extract.run, extract.beat_at = ExtractState.READING, run, wall_now()
        extract.rows_read = extract.rows_kept = extract.rows_odd = 0
        extract.odd_example = ""
        session.add(extract)
        return session.get_one(StoredFile, extract.file_id)


def _locked(session: Session, extract_id: int, run: str = "") -> RegisterExtract:
    """The extract, locked; with `run`, only while it is that reading's. Raises ReadingLostError."""
    extract = session.exec(
        select(RegisterExtract).where(RegisterExtract.id == extract_id).with_for_update()
    ).one()
    if run and (extract.run != run or extract.state is not ExtractState.READING):
        raise ReadingLostError(f"extract {extract_id} was taken over")
    return extract


@contextmanager
def _local(store: Store, file: StoredFile) -> Iterator[BinaryIO]:
    """The bytes as a seekable file of this machine, which vanishes afterwards."""
    blobs = cast(BlobStore, store.at_hand["blobs"])
    with tempfile.TemporaryFile() as copy:
        with blobs.open(file.key) as source:
            shutil.copyfileobj(source, copy, 1 << 20)
        yield cast(BinaryIO, copy)


def _read(store: Store, extract_id: int, run: str, source: BinaryIO, told: Told) -> None:
    file = open_extract(source)
    _set_total(store, extract_id, run, file)
    read = 0
    entries = file.rows()
    while chunk := list(islice(entries, CHUNK)):
        read += len(chunk)
        if read > MAX_ROWS:
            raise too_many(MAX_ROWS)
        _write(store, extract_id, run, chunk)
        told(read, max(file.total, read))


def _set_total(store: Store, extract_id: int, run: str, file: RegisterFile) -> None:
    with store.writing() as session:
        extract = _locked(session, extract_id, run)
        extract.rows_total, extract.beat_at = file.total, wall_now()
        session.add(extract)


def _write(store: Store, extract_id: int, run: str, chunk: list[dict[str, Any] | OddRow]) -> None:
    odd = [row for row in chunk if isinstance(row, OddRow)]
    entries = [{"extract_id": extract_id, **row} for row in chunk if isinstance(row, dict)]
    with store.writing() as session:
        extract = _locked(session, extract_id, run)
        if entries:
            session.connection().execute(insert(RegisterEntry), entries)
        extract.rows_read += len(chunk)
        extract.rows_kept += len(entries)
        extract.rows_odd += len(odd)
        if odd and not extract.odd_example:
            extract.odd_example = f"riga {odd[0].number}: {odd[0].reason}"
        extract.beat_at = wall_now()
        session.add(extract)
        _refuse_odd(extract)


def _refuse_odd(extract: RegisterExtract) -> None:
    if extract.rows_odd > max(_MAX_ODD, extract.rows_total // 100):
        raise TableRefused(
            f"Troppe righe non tornano: la prima è la {extract.odd_example}. "
            "Controllate di aver scelto il file giusto."
        )


def _finish(store: Store, extract_id: int, run: str) -> RegisterExtract:
    """Switch over: the whole extract is in use, the one before stays beside it."""
    with store.writing() as session:
        extract = _locked(session, extract_id, run)
        _refuse_empty(extract)
        _step_back(session, extract)
        extract.state, extract.ended_at = ExtractState.CURRENT, wall_now()
        extract.rows_total = extract.rows_read
        session.add(extract)
        emit(
            session,
            ExtractImported(
                subject=extract.public_id,
                dated=extract.dated.isoformat(),
                sha256=extract.sha256,
                rows=extract.rows_kept,
            ),
        )
        return extract


def _refuse_empty(extract: RegisterExtract) -> None:
    if not extract.rows_kept:
        raise TableRefused("Sotto le intestazioni non c'è nessun ente che si legga.")


def _step_back(session: Session, newer: RegisterExtract) -> None:
    """Current → previous, previous → retired, of whom the newer one serves; nobody else's.

    Raises TableRefused when a later one came first.
    """
    own = col(RegisterExtract.authority_id)
    served = own.is_(None) if newer.authority_id is None else own == newer.authority_id
    for state, then in (
        (ExtractState.PREVIOUS, ExtractState.RETIRED),
        (ExtractState.CURRENT, ExtractState.PREVIOUS),
    ):
        query = select(RegisterExtract).where(RegisterExtract.state == state, served)
        for held in session.exec(query.with_for_update()).all():
            if held.dated > newer.dated:
                raise TableRefused("Intanto è entrato in uso un estratto più recente.")
            held.state = then
            session.add(held)
        session.flush()


def _fail(store: Store, extract_id: int, run: str, reason: str) -> RegisterExtract:
    with store.writing() as session:
        extract = _locked(session, extract_id, run)
        extract.state, extract.problem = ExtractState.FAILED, reason[:500]
        extract.rows_kept, extract.ended_at = 0, wall_now()
        session.add(extract)
        emit(session, ExtractFailed(subject=extract.public_id, sha256=extract.sha256))
        return extract


def _clear(store: Store, extract_id: int, run: str) -> None:
    """Take away the rows that an earlier reading of this extract left."""

    def beat(session: Session) -> None:
        _locked(session, extract_id, run).beat_at = wall_now()

    _delete_rows(store, extract_id, beat)


def _drop_retired(store: Store) -> None:
    with store.reading() as session:
        retired = session.exec(
            select(RegisterExtract.id)
            .where(RegisterExtract.state == ExtractState.RETIRED)
            .where(
                select(RegisterEntry.id)
                .where(col(RegisterEntry.extract_id) == col(RegisterExtract.id))
                .exists()
            )
        ).all()
    for extract_id in retired:
        _delete_rows(store, extract_id or 0, lambda session: None)


def _delete_rows(store: Store, extract_id: int, first: Callable[[Session], None]) -> None:
    """Delete an extract's rows by parts, each its own transaction that begins with `first`."""
    some = select(RegisterEntry.id).where(RegisterEntry.extract_id == extract_id)
    part = delete(RegisterEntry).where(
        col(RegisterEntry.id).in_(some.limit(4 * CHUNK).scalar_subquery())
    )
    gone = 1
    while gone:
        with store.writing() as session:
            first(session)
            gone = session.connection().execute(part).rowcount


def _drop_file(store: Store, extract: RegisterExtract) -> None:
    """Forget the file, which names persons; its hash stays."""
    with store.writing() as session:
        held = _locked(session, extract.pk)
        file = session.get(StoredFile, held.file_id) if held.file_id else None
        held.file_id = None
        session.add(held)
        session.flush()
        if file is not None:
            session.delete(file)
    if file is not None:
        cast(BlobStore, store.at_hand["blobs"]).delete(file.key)
