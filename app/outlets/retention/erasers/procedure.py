"""What ends with the procedure: identity documents, contacts, words of messages, sign-ups."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from app.core.clock import wall_now
from app.core.files.models import StoredFile
from app.core.jobs.models import Message
from app.outlets.archive.enums import FascicoloState
from app.outlets.archive.models import Fascicolo
from app.outlets.communications.models import PecReceipt
from app.outlets.retention.erasers.base import (
    REMOVED,
    Due,
    Erased,
    Eraser,
    blank,
    concluded_on,
    digest_of,
    erased_of,
    find_ended,
    forget_file,
    removed_words,
)
from app.people.authorities.models import Authority
from app.steps.calendar.models import SignUp
from app.steps.domande.enums import FileRole, SignatureWay
from app.steps.domande.models import Domanda, DomandaFile, DomandaPart, DomandaTavolo
from app.steps.laboratories.models import Convocation, Seat
from app.steps.protocol.models import ProtocolPack
from app.steps.questions.models import Question

_NAMES = ("name", "role", "email", "phone")
_PERSONS = {f"{who}_{what}": "" for who in ("delegate", "substitute") for what in _NAMES}
NEEDS = "access_needs"


def _still_named(model: Any) -> ColumnElement[bool]:
    """Whether some name or address of a delegate stands there still."""
    said = [getattr(model, name) != "" for name in _PERSONS if name != "delegate_name"]
    name = (model.delegate_name != "") & ~model.delegate_name.startswith(f"{REMOVED} il ")
    return or_(*said, name)


def _erase_persons(session: Session, row: Seat | DomandaTavolo) -> Erased:
    words = {**_PERSONS, "delegate_name": removed_words()}
    return erased_of(row, blank(session, row, **words, more_delegates=[]))


def find_identity(session: Session, authority: Authority) -> Iterator[Due]:
    """Copies of documents, and domande signed by hand."""
    by_hand = select(Domanda.id).where(col(Domanda.signature_way) == SignatureWay.HANDWRITTEN)
    private = or_(
        col(DomandaFile.role) == FileRole.IDENTITY,
        (col(DomandaFile.role) == FileRole.SIGNED) & col(DomandaFile.domanda_id).in_(by_hand),
    )
    there = select(StoredFile.id).where(col(StoredFile.erased_at).is_(None))
    here = col(DomandaFile.file_id).in_(there)
    yield from find_ended(session, authority, DomandaFile, "Documento o firma", private, here)


def erase_identity(session: Session, row_id: int) -> Erased | None:
    row = session.get_one(DomandaFile, row_id)
    file = session.get_one(StoredFile, row.file_id)
    keys = forget_file(session, file)
    return erased_of(row, file.sha256, keys) if keys else None


def find_delegates(session: Session, authority: Authority) -> Iterator[Due]:
    named = _still_named(Seat)
    yield from find_ended(session, authority, Seat, "Recapiti di un posto al tavolo", named)


def erase_delegates(session: Session, row_id: int) -> Erased | None:
    return _erase_persons(session, session.get_one(Seat, row_id))


def find_named(session: Session, authority: Authority) -> Iterator[Due]:
    named = _still_named(DomandaTavolo)
    yield from find_ended(
        session, authority, DomandaTavolo, "Recapiti indicati nella domanda", named
    )


def erase_named(session: Session, row_id: int) -> Erased | None:
    return _erase_persons(session, session.get_one(DomandaTavolo, row_id))


def find_needs(session: Session, authority: Authority) -> Iterator[Due]:
    """What was said of access needs in the part on presence of a domanda."""
    parts = find_ended(
        session,
        authority,
        DomandaPart,
        "Esigenze di accesso dette nella domanda",
        col(DomandaPart.code) == "presence",
    )
    for due in parts:
        if session.get_one(DomandaPart, due.row_id).answers.get(NEEDS):
            yield due


def erase_needs(session: Session, row_id: int) -> Erased | None:
    row = session.get_one(DomandaPart, row_id)
    said = row.answers.get(NEEDS)
    if not said:
        return None
    row.answers = {name: value for name, value in row.answers.items() if name != NEEDS}
    session.add(row)
    return erased_of(row, digest_of({NEEDS: said}))


def find_messages(session: Session, authority: Authority) -> Iterator[Due]:
    ended = {row.public_id: (row, day) for row, day in concluded_on(session, authority).values()}
    query = select(Message.id, Message.chain).where(
        col(Message.chain).in_(ended), col(Message.erased_at).is_(None)
    )
    for row_id, chain in session.exec(query.order_by(col(Message.id))).all():
        procedure, day = ended[chain]
        yield Due(row_id or 0, chain, f"Testo di una comunicazione, {procedure.title}"[:300], day)


def erase_messages(session: Session, row_id: int) -> Erased | None:
    """Words, attachments and address go; kind, instant, result and Message-ID stay."""
    row = session.get_one(Message, row_id)
    if row.erased_at is not None:
        return None
    digest = blank(
        session, row, recipient="", subject="", body="", attachments=[], error="", reply_to=""
    )
    row.erased_at = wall_now()
    file = session.get(StoredFile, row.file_id) if row.file_id else None
    return erased_of(row, digest, forget_file(session, file) if file else [])


def find_receipts(session: Session, authority: Authority) -> Iterator[Due]:
    there = col(PecReceipt.file_id).in_(
        select(StoredFile.id).where(col(StoredFile.erased_at).is_(None))
    )
    yield from find_ended(session, authority, PecReceipt, "File di una ricevuta PEC", there)


def erase_receipts(session: Session, row_id: int) -> Erased | None:
    row = session.get_one(PecReceipt, row_id)
    file = session.get_one(StoredFile, row.file_id)
    keys = forget_file(session, file)
    row.recipient, row.error = "", ""
    session.add(row)
    return erased_of(row, file.sha256, keys) if keys else None


def find_convoked(session: Session, authority: Authority) -> Iterator[Due]:
    there = ~col(Convocation.recipient).startswith(REMOVED)
    yield from find_ended(session, authority, Convocation, "Indirizzo di una convocazione", there)


def erase_convoked(session: Session, row_id: int) -> Erased | None:
    row = session.get_one(Convocation, row_id)
    return erased_of(row, blank(session, row, recipient=f"{REMOVED}-{row_id}"))


def find_asked(session: Session, authority: Authority) -> Iterator[Due]:
    """Those that say who asked: by account, by body, or in the words of how it came."""
    came = (col(Question.channel) != "") & ~col(Question.channel).startswith(REMOVED)
    known = or_(col(Question.account_id).is_not(None), col(Question.ets_id).is_not(None), came)
    yield from find_ended(session, authority, Question, "Chi ha posto un quesito", known)


def erase_asked(session: Session, row_id: int) -> Erased | None:
    """What was published stays; what was written instead of it, or never published, goes."""
    row = session.get_one(Question, row_id)
    text = removed_words() if row.number is None else row.shown_text
    gone = {"account_id": None, "ets_id": None, "channel": removed_words(), "text": text}
    return erased_of(row, blank(session, row, **gone))


def find_sign_ups(session: Session, authority: Authority) -> Iterator[Due]:
    there = col(SignUp.email) != ""
    yield from find_ended(session, authority, SignUp, "Iscrizione a un incontro", there)


def erase_sign_ups(session: Session, row_id: int) -> Erased | None:
    row = session.get_one(SignUp, row_id)
    return erased_of(row, blank(session, row, name=removed_words(), email="", access_needs=""))


def find_fascicoli(session: Session, authority: Authority) -> Iterator[Due]:
    """Whole files made before: they still hold what is removed from everywhere else."""
    whole = (col(Fascicolo.state) == FascicoloState.READY) & ~col(Fascicolo.redacted)
    yield from find_ended(session, authority, Fascicolo, "Fascicolo completo già preparato", whole)


def erase_fascicoli(session: Session, row_id: int) -> Erased | None:
    row = session.get_one(Fascicolo, row_id)
    file = session.get(StoredFile, row.file_id) if row.file_id else None
    if file is None:
        return None
    row.state, row.removed_at = FascicoloState.REMOVED, wall_now()
    session.add(row)
    return erased_of(row, file.sha256, forget_file(session, file))


def find_packs(session: Session, authority: Authority) -> Iterator[Due]:
    """Packs for the protocol: copies of every domanda with its files."""
    there = col(ProtocolPack.file_id).in_(
        select(StoredFile.id).where(col(StoredFile.erased_at).is_(None))
    )
    yield from find_ended(session, authority, ProtocolPack, "Pacchetto per il protocollo", there)


def erase_packs(session: Session, row_id: int) -> Erased | None:
    row = session.get_one(ProtocolPack, row_id)
    file = session.get(StoredFile, row.file_id) if row.file_id else None
    keys = forget_file(session, file) if file else []
    return erased_of(row, file.sha256, keys) if file and keys else None


ERASERS: tuple[Eraser, ...] = (
    Eraser(
        "identity", "identity", "Documenti d'identità e firme a mano", find_identity, erase_identity
    ),
    Eraser("fascicoli", "identity", "Fascicoli completi", find_fascicoli, erase_fascicoli),
    Eraser("packs", "identity", "Pacchetti per il protocollo", find_packs, erase_packs),
    Eraser("seats", "contacts", "Recapiti di chi siede ai tavoli", find_delegates, erase_delegates),
    Eraser("named", "contacts", "Recapiti indicati nelle domande", find_named, erase_named),
    Eraser("needs", "access_needs", "Esigenze di accesso", find_needs, erase_needs),
    Eraser("messages", "messages", "Testi delle comunicazioni", find_messages, erase_messages),
    Eraser("receipts", "messages", "File delle ricevute PEC", find_receipts, erase_receipts),
    Eraser("convoked", "messages", "Indirizzi delle convocazioni", find_convoked, erase_convoked),
    Eraser("asked", "questions", "Chi ha posto un quesito", find_asked, erase_asked),
    Eraser("sign_ups", "sign_ups", "Iscrizioni agli incontri", find_sign_ups, erase_sign_ups),
)
