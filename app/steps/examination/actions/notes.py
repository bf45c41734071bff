"""The examiners' own notes: written, and opened only on record."""

from datetime import timedelta

from sqlmodel import Session

from app.core.clock import legal_now, wall_now
from app.core.errors import ForbiddenError
from app.core.events import emit
from app.core.security.actor import Actor
from app.law.sources import L241_6BIS
from app.steps.domande.models import Domanda
from app.steps.examination.events import NotesRead, NoteWritten
from app.steps.examination.forms import NoteForm
from app.steps.examination.models import ExaminationNote, NoteReading
from app.steps.examination.queries.board import Examiner
from app.steps.procedures.queries import Here

STAY_OPEN = timedelta(minutes=30)


def check_notes(examiner: Examiner, domanda: Domanda) -> None:
    """Refuse who abstains, who has not declared, and who is not of the board that there is."""
    if not examiner.shares_notes(domanda):
        raise ForbiddenError(
            "Le note le leggono solo i componenti della commissione che non si astengono.",
            source=L241_6BIS,
        )


def open_notes(
    session: Session, actor: Actor, here: Here, examiner: Examiner, domanda: Domanda
) -> None:
    """Open the notes to the actor for half an hour; who opens them stays on record."""
    check_notes(examiner, domanda)
    session.add(
        NoteReading(
            procedure_id=here.procedure.pk,
            authority_id=here.authority.pk,
            domanda_id=domanda.pk,
            account_id=actor.account_id,
            read_at=wall_now(),
        )
    )
    emit(session, NotesRead(**here.about(actor, domanda)))


def write_note(
    session: Session,
    actor: Actor,
    here: Here,
    examiner: Examiner,
    domanda: Domanda,
    form: NoteForm,
) -> ExaminationNote:
    """Write a note for the other examiners; it is never changed."""
    check_notes(examiner, domanda)
    note = ExaminationNote(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        domanda_id=domanda.pk,
        author_id=actor.account_id,
        text=form.text,
        written_at=legal_now(),
    )
    session.add(note)
    session.flush()
    emit(session, NoteWritten(**here.about(actor, domanda)))
    return note
