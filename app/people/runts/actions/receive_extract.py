"""Taking an extract in: its file is checked and kept, its reading is a job."""

import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import BinaryIO

from sqlmodel import Session, col, or_, select

from app.core.clock import legal_today, wall_now
from app.core.errors import InvalidFormError
from app.core.events import emit
from app.core.files.blobs import BlobStore
from app.core.files.check_zip import check_xlsx
from app.core.files.names import display_name
from app.core.i18n import date_words
from app.core.jobs.queue import enqueue
from app.core.web.uploads import KeptFile, store_file
from app.people.runts.enums import UNDER_WAY, ExtractState
from app.people.runts.events import ExtractReceived
from app.people.runts.models import RegisterExtract
from app.people.runts.queries import current_extract, serves
from app.people.runts.reading import date_of

IMPORT = "runts.import"
MAX_BYTES = 400_000_000
SILENCE = timedelta(minutes=1)  # after it a reading that did not write is taken for dead
_PIECE = 1 << 20
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def keep_extract(blobs: BlobStore, source: BinaryIO, name: str) -> KeptFile:
    """Check the file and store its bytes, in constant memory and outside any transaction.

    Raises FileRefused for a workbook that is broken, protected, with macros or that unpacks
    beyond measure, and for more than MAX_BYTES; StorageError.
    """
    with tempfile.NamedTemporaryFile() as copy:
        while piece := source.read(_PIECE):
            copy.write(piece)
            if copy.tell() > MAX_BYTES:
                break
        copy.flush()
        copy.seek(0)
        sheet = copy.read(4) == b"PK\x03\x04"
        if sheet:
            check_xlsx(Path(copy.name))
        copy.seek(0)
        blob = blobs.put(copy.file, MAX_BYTES)
    kind = _XLSX if sheet else "text/csv"
    return KeptFile(blob.key, blob.sha256, blob.size, display_name(name) or "estratto", kind)


def receive_extract(
    session: Session,
    kept: KeptFile,
    dated: date | None,
    *,
    actor_ref: str = "",
    account_id: int | None = None,
    authority_id: int | None = None,
    later: timedelta = timedelta(0),
) -> RegisterExtract:
    """Record an extract and ask for its reading, now or `later`.

    `dated` is the day of the register; the file's name says it where it is None. It will serve
    `authority_id`, or without one, which only the operator's command does, the whole
    installation. Raises InvalidFormError without a day, for one to come, for one older than the
    extract in use there, and for a file that is in use there or being read already.
    """
    day = dated or date_of(kept.name)
    _check(session, kept, day, authority_id)
    assert day is not None
    extract = RegisterExtract(name=kept.name, sha256=kept.sha256, dated=day)
    extract.authority_id, extract.asked_by_id = authority_id, account_id
    session.add(extract)
    session.flush()
    extract.file_id = store_file(session, kept, owner_ref=extract.public_id).pk
    session.add(extract)
    session.flush()
    enqueue(
        session,
        IMPORT,
        {"extract": extract.pk},
        key=f"{IMPORT}:{extract.pk}",
        run_at=wall_now() + later,
    )
    emit(session, _received(actor_ref, extract))
    return extract


def _received(actor_ref: str, extract: RegisterExtract) -> ExtractReceived:
    return ExtractReceived(
        actor_ref=actor_ref,
        subject=extract.public_id,
        dated=extract.dated.isoformat(),
        sha256=extract.sha256,
    )


def _check(session: Session, kept: KeptFile, day: date | None, authority_id: int | None) -> None:
    if day is None:
        words = "Scrivete di che giorno è l'estratto: il nome del file non lo dice."
        raise InvalidFormError({"dated": words})
    if day > legal_today():
        words = f"L'estratto non può essere di un giorno a venire: {date_words(day)}."
        raise InvalidFormError({"dated": words})
    current = current_extract(session, authority_id)
    if current is not None and current.dated > day:
        words = f"È già in uso un estratto più recente, del {date_words(current.dated)}."
        raise InvalidFormError({"dated": words})
    alive = wall_now() - SILENCE
    same = session.exec(
        select(RegisterExtract).where(
            RegisterExtract.sha256 == kept.sha256,
            serves(authority_id),
            or_(
                RegisterExtract.state == ExtractState.CURRENT,
                col(RegisterExtract.state).in_(UNDER_WAY) & (col(RegisterExtract.beat_at) > alive),
            ),
        )
    ).first()
    if same is not None:
        words = f"Questo stesso file c'è già: {same.state.label}, del {date_words(same.dated)}."
        raise InvalidFormError({"file": words})
