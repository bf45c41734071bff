"""What the examiners ticked, noted and opened."""

from sqlmodel import Session, col, select

from app.core.clock import wall_now
from app.people.accounts.models import Account
from app.people.ets.enums import BodyKind, RuntsState
from app.people.ets.models import Ets
from app.steps.domande.models import Domanda
from app.steps.domande.queries.area import get_answers
from app.steps.examination.checklist import ESSENTIAL
from app.steps.examination.models import Check, ExaminationNote, NoteReading


def list_checks(session: Session, domanda_id: int) -> list[tuple[Check, str]]:
    """What stands of the checklist, with who said it."""
    return _checks(session, domanda_id, standing=True)


def list_all_checks(session: Session, domanda_id: int) -> list[tuple[Check, str]]:
    """Every word on the checklist, replaced ones too, oldest first."""
    return _checks(session, domanda_id, standing=False)


def _checks(session: Session, domanda_id: int, *, standing: bool) -> list[tuple[Check, str]]:
    query = (
        select(Check, Account)
        .join(Account, col(Check.made_by_id) == col(Account.id))
        .where(Check.domanda_id == domanda_id)
        .order_by(col(Check.id))
    )
    if standing:
        query = query.where(col(Check.replaced_at).is_(None))
    return [(check, account.name) for check, account in session.exec(query).all()]


def find_essential(session: Session, domanda_id: int) -> tuple[Check, str] | None:
    """What stands on whether another subject's part is connected and essential, and who said it."""
    standing = _checks(session, domanda_id, standing=True)
    return next((row for row in standing if row[0].code == ESSENTIAL), None)


def list_essential(session: Session, procedure_id: int) -> dict[int, Check]:
    """Domanda → what stands on it, in one query."""
    rows = session.exec(
        select(Check).where(
            Check.procedure_id == procedure_id,
            Check.code == ESSENTIAL,
            col(Check.replaced_at).is_(None),
        )
    ).all()
    return {check.domanda_id: check for check in rows}


def is_other_subject(session: Session, domanda: Domanda) -> bool:
    """Whether who applied is no body of the third sector, by its record or by its own word."""
    body = session.get(Ets, domanda.ets_id) if domanda.ets_id is not None else None
    if body is not None and body.kind is not BodyKind.ETS:
        return True
    said = str(get_answers(session, domanda.pk).get("runts", {}).get("runts_state", ""))
    return said == RuntsState.NOT_ETS.value


def list_notes(session: Session, domanda_id: int) -> list[tuple[ExaminationNote, str]]:
    """The notes with their authors, oldest first; who may read them is the caller's business."""
    rows = session.exec(
        select(ExaminationNote, Account)
        .join(Account, col(ExaminationNote.author_id) == col(Account.id))
        .where(ExaminationNote.domanda_id == domanda_id)
        .order_by(col(ExaminationNote.id))
    ).all()
    return [(note, account.name) for note, account in rows]


def list_readings(session: Session, domanda_id: int) -> list[tuple[NoteReading, str]]:
    """Who opened the notes, newest first, fifty at most."""
    rows = session.exec(
        select(NoteReading, Account)
        .join(Account, col(NoteReading.account_id) == col(Account.id))
        .where(NoteReading.domanda_id == domanda_id)
        .order_by(col(NoteReading.id).desc())
        .limit(50)
    ).all()
    return [(reading, account.name) for reading, account in rows]


def are_open(session: Session, domanda_id: int, account_id: int, minutes: float) -> bool:
    """Whether this person opened the notes less than `minutes` ago, by the wall clock."""
    last = session.exec(
        select(NoteReading.read_at)
        .where(NoteReading.domanda_id == domanda_id, NoteReading.account_id == account_id)
        .order_by(col(NoteReading.id).desc())
        .limit(1)
    ).first()
    return last is not None and (wall_now() - last).total_seconds() < minutes * 60
