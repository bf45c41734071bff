"""Makes a fascicolo: chapter by chapter into parts, then one ZIP that is verified before it counts.

One snapshot of the database serves a whole run. A run that was killed goes on after the parts
it had kept, unless the procedure has moved on meanwhile: then they are dropped, so that one
file never mixes two moments. Memory stays constant: bytes go from blob to blob.
"""

import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from sqlmodel import Session, col, select

from app.core.audit.models import ChainHead, EventRow
from app.core.clock import wall_now
from app.core.errors import AppError
from app.core.events import emit
from app.core.files.blobs import BlobStore
from app.core.files.errors import StorageError
from app.core.files.zipping import Entry, zip_stream
from app.core.jobs.queue import hold_job
from app.core.store.session import Store
from app.core.text import slugify
from app.core.web.uploads import KeptFile, store_file
from app.outlets.archive import index as front
from app.outlets.archive.chapters import CHAPTERS, other_files, pieces_of
from app.outlets.archive.enums import RUNNING, FascicoloState
from app.outlets.archive.events import FascicoloMade
from app.outlets.archive.members import Gone, Member, PartWriter
from app.outlets.archive.models import Fascicolo, FascicoloPart
from app.outlets.archive.verify import verify_fascicolo
from app.steps.procedures.queries import Here, get_by_id

log = structlog.get_logger()
MAX_ATTEMPTS = 5
MAX_BYTES = 1 << 42
_EVERY = 2.0  # seconds between two words about the progress
_CHUNK = 1 << 18


class NotWholeError(Exception):
    """What was made does not verify: it is thrown away."""


@dataclass(slots=True)
class Run:
    """One run of the making: a snapshot, what is made so far, when it last said something."""

    store: Store
    blobs: BlobStore
    session: Session
    key: int
    job: str
    said_at: float = 0.0
    done: int = 0

    def tick(self) -> None:
        self.done += 1
        if time.monotonic() - self.said_at > _EVERY:
            self.say(lambda row: None)

    def say(self, change: Callable[[Fascicolo], None]) -> None:
        """Write the progress and hold the job, in a transaction of its own."""
        with self.store.writing() as session:
            row = session.get_one(Fascicolo, self.key)
            row.done = self.done
            change(row)
            session.add(row)
            hold_job(session, self.job)
        self.said_at = time.monotonic()


def build(store: Store, payload: dict[str, Any]) -> None:
    """The job. A failure is written down and tried again; the last one is declared."""
    key, job = int(payload["fascicolo"]), str(payload["job"])
    with store.writing() as session:
        row = session.exec(select(Fascicolo).where(Fascicolo.id == key).with_for_update()).first()
        attempts = _begin(session, row)
    if not attempts:
        drop_parts(store, key)  # a worker may have died between the end and this
        return
    try:
        if attempts > MAX_ATTEMPTS:
            raise NotWholeError("interrotto troppe volte")
        with store.reading() as session:
            _make(Run(store, store.at_hand["blobs"], session, key, job))
    except (AppError, StorageError, NotWholeError, OSError) as error:
        log.warning("fascicolo_failed", error=type(error).__name__)
        words = getattr(error, "sentence", "") or str(error) or type(error).__name__
        failed = attempts >= MAX_ATTEMPTS
        with store.writing() as session:
            row = session.get_one(Fascicolo, key)
            row.error = words[:500]
            row.state = FascicoloState.FAILED if failed else FascicoloState.WAITING
            session.add(row)
        if not failed:
            raise
        drop_parts(store, key)


def _begin(session: Session, row: Fascicolo | None) -> int:
    """Which attempt this is; 0 where there is nothing more to make."""
    if row is None or row.state not in RUNNING:
        return 0
    row.attempts += 1
    row.state = FascicoloState.BUILDING
    session.add(row)
    return row.attempts


def _make(run: Run) -> None:
    fascicolo = run.session.get_one(Fascicolo, run.key)
    here = get_by_id(run.session, fascicolo.procedure_id)
    head = run.session.get_one(ChainHead, here.procedure.public_id)
    at = run.session.exec(
        select(EventRow.legal_at).where(
            EventRow.chain == head.chain, EventRow.number == head.number
        )
    ).one()
    if fascicolo.head_digest != head.digest:
        drop_parts(run.store, run.key)
    fascicolo.head_number, fascicolo.head_digest = head.number, head.digest
    run.session.expunge(fascicolo)
    parts = _make_parts(run, here, fascicolo)
    blob = _assemble(run, here, fascicolo, at, parts)
    _keep(run, here, fascicolo, blob)
    drop_parts(run.store, run.key)


def _make_parts(run: Run, here: Here, fascicolo: Fascicolo) -> list[FascicoloPart]:
    with run.store.reading() as session:
        query = select(FascicoloPart).where(FascicoloPart.fascicolo_id == run.key)
        parts = list(session.exec(query.order_by(col(FascicoloPart.position))).all())
    run.done = sum(len(part.members) for part in parts)
    taken = {one["path"] for part in parts for one in part.members}
    for position in range(len(parts), len(CHAPTERS) + 1):
        last = position == len(CHAPTERS)
        title = "Altri file" if last else CHAPTERS[position].title

        def say(row: Fascicolo, title: str = title, position: int = position) -> None:
            row.chapter, row.chapters_done = title, position
            row.head_number, row.head_digest = fascicolo.head_number, fascicolo.head_digest

        run.say(say)
        if last:
            known = {one["file"] for part in parts for one in part.members if one["file"]}
            pieces = other_files(run.session, here, known)
            pieces = iter(()) if fascicolo.redacted else pieces
        else:
            pieces = pieces_of(run.session, here, CHAPTERS[position], redacted=fascicolo.redacted)
        writer = PartWriter(run.blobs, taken, run.tick)
        blob = run.blobs.put(writer.stream(pieces), MAX_BYTES)
        parts.append(_keep_part(run, position, blob.key, writer))
    return parts


def _keep_part(run: Run, position: int, key: str, writer: PartWriter) -> FascicoloPart:
    part = FascicoloPart(
        fascicolo_id=run.key,
        position=position,
        key=key,
        members=[one.plain() for one in writer.members],
    )
    with run.store.writing() as session:
        session.add(part)
        hold_job(session, run.job)
    return part


def _assemble(
    run: Run, here: Here, fascicolo: Fascicolo, at: datetime, parts: list[FascicoloPart]
) -> KeptFile:
    placed = [(part.key, _member(one)) for part in parts for one in part.members]
    members = [one for _, one in placed if isinstance(one, Member)]
    gone = [one for _, one in placed if isinstance(one, Gone)]
    listed = "\n".join(f"{one.sha256}  {one.path}" for one in members)
    digest = hashlib.sha256(listed.encode()).hexdigest()
    fronts = {
        front.READ_ME: front.read_me(),
        front.COVER: front.cover(here, fascicolo, at, members, digest),
        front.READABLE: front.readable_index(here, fascicolo, at, members, gone),
    }
    own = [
        Member(path, path, "fascicolo", True, len(body), hashlib.sha256(body).hexdigest(), 0)
        for path, body in fronts.items()
    ]
    index = front.write_index(here, fascicolo, at, [*own, *members], gone)
    fascicolo.index_sha256 = hashlib.sha256(index).hexdigest()

    def entries() -> Iterator[Entry]:
        yield front.INDEX, len(index), (index,)
        for path, body in fronts.items():
            yield path, len(body), (body,)
        for key, one in placed:
            if isinstance(one, Member):
                yield one.path, one.size, _slice(run.blobs, key, one)
                run.tick()

    run.done = 0
    run.say(lambda row: setattr(row, "chapter", "Scrittura del file"))
    blob = run.blobs.put(zip_stream(entries()), MAX_BYTES)
    kind = "pubblicazione" if fascicolo.redacted else "fascicolo"
    name = f"{kind}-{slugify(here.procedure.slug)}-{fascicolo.head_number}.zip"
    return KeptFile(blob.key, blob.sha256, blob.size, name, "application/zip")


def _member(one: dict[str, Any]) -> Member | Gone:
    if one.get("gone"):
        return Gone(**{name: value for name, value in one.items() if name != "gone"})
    return Member(**one)


def _slice(blobs: BlobStore, key: str, one: Member) -> Iterator[bytes]:
    with blobs.open(key) as source:
        source.seek(one.offset)
        left = one.size
        while left and (chunk := source.read(min(_CHUNK, left))):
            left -= len(chunk)
            yield chunk


def _keep(run: Run, here: Here, fascicolo: Fascicolo, made: KeptFile) -> None:
    """Verify what was made, as anybody could; then it counts, with an event that names it."""
    run.say(lambda row: setattr(row, "chapter", "Verifica del file"))
    with run.blobs.open(made.key) as source:
        verdict = verify_fascicolo(source)
    if verdict.problems:
        run.blobs.delete(made.key)
        raise NotWholeError("; ".join(verdict.problems[:3]))
    with run.store.writing() as session:
        row = session.get_one(Fascicolo, run.key)
        stored = store_file(session, made, owner_ref=here.procedure.public_id)
        row.state, row.finished_at, row.file_id = FascicoloState.READY, wall_now(), stored.pk
        row.done, row.error, row.chapter = verdict.members, "", ""
        row.chapters_done = len(CHAPTERS) + 1
        row.index_sha256 = fascicolo.index_sha256
        row.head_number, row.head_digest = fascicolo.head_number, fascicolo.head_digest
        session.add(row)
        emit(
            session,
            FascicoloMade(
                **here.about("", row),
                redacted=row.redacted,
                members=verdict.members,
                sha256=made.sha256,
            ),
        )


def drop_parts(store: Store, key: int) -> None:
    """Forget the parts; their blobs go after the rows, so that no row names what is not there."""
    with store.writing() as session:
        query = select(FascicoloPart).where(FascicoloPart.fascicolo_id == key)
        parts = session.exec(query).all()
        for part in parts:
            session.delete(part)
        keys = [part.key for part in parts]
    for blob in keys:
        store.at_hand["blobs"].delete(blob)
