"""A fascicolo is asked for, taken away, removed."""

from sqlmodel import Session

from app.core.clock import wall_now
from app.core.errors import NotFoundError, RuleError
from app.core.events import emit
from app.core.files.models import StoredFile
from app.core.jobs.queue import enqueue
from app.core.security.actor import Actor
from app.outlets.archive.enums import FascicoloState
from app.outlets.archive.events import FascicoloAsked, FascicoloRemoved, FascicoloTaken
from app.outlets.archive.forms import AskForm, FascicoloKind
from app.outlets.archive.models import Fascicolo
from app.outlets.archive.queries import find_running
from app.steps.procedures.queries import Here

BUILD = "archive.fascicolo"


def ask_fascicolo(session: Session, actor: Actor, here: Here, form: AskForm) -> Fascicolo:
    """Put a fascicolo in the queue; one of each kind is made at a time. Source: L. 241/1990, 22.

    Raises RuleError where one is being made.
    """
    redacted = form.kind is FascicoloKind.REDACTED
    if find_running(session, here, redacted=redacted) is not None:
        raise RuleError("Un fascicolo di questo tipo è già in preparazione: aspettate che finisca.")
    row = Fascicolo(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        redacted=redacted,
        asked_by_id=actor.account_id,
        asked_at=wall_now(),
    )
    session.add(row)
    session.flush()
    job = f"fascicolo:{row.pk}"
    enqueue(session, BUILD, {"fascicolo": row.pk, "job": job}, key=job)
    emit(session, FascicoloAsked(**here.about(actor, row), redacted=redacted))
    return row


def take_fascicolo(session: Session, actor: Actor, here: Here, row: Fascicolo) -> StoredFile:
    """The file, for who may have it now; that the whole one was taken is on record.

    Raises NotFoundError unless it is ready.
    """
    if row.state is not FascicoloState.READY or row.file_id is None:
        raise NotFoundError
    if not row.redacted:
        emit(session, FascicoloTaken(**here.about(actor, row)))
    return session.get_one(StoredFile, row.file_id)


def remove_fascicolo(session: Session, actor: Actor, here: Here, row: Fascicolo) -> None:
    """Forget a fascicolo's file: it can always be made again. The sweep removes the bytes.

    Raises RuleError while it is being made.
    """
    if row.state not in {FascicoloState.READY, FascicoloState.FAILED}:
        raise RuleError("Si rimuovono solo i fascicoli pronti o non riusciti.")
    file = session.get(StoredFile, row.file_id) if row.file_id else None
    if file is not None:
        file.erased_at = wall_now()
        session.add(file)
    row.state, row.removed_at = FascicoloState.REMOVED, wall_now()
    session.add(row)
    emit(session, FascicoloRemoved(**here.about(actor, row)))
