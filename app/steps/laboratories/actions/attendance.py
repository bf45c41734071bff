"""Who came, left, was absent or excused, by body and person."""

from sqlmodel import Session, select

from app.core.clock import legal_now
from app.core.errors import InvalidFormError, RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.law.sources import DM72_2_VERBALI
from app.steps.calendar.models import MeetingSession
from app.steps.laboratories.enums import SEALED, AttendanceStatus
from app.steps.laboratories.events import AttendanceRecorded, about
from app.steps.laboratories.forms import AttendanceForm
from app.steps.laboratories.models import Attendance
from app.steps.laboratories.queries import find_verbale, list_participants
from app.steps.procedures.queries import Here


def record_attendance(
    session: Session, actor: Actor, here: Here, held: MeetingSession, form: AttendanceForm
) -> Attendance:
    """Write what became of a person at a session; a person nobody expected is added.

    Raises RuleError once the verbale is approved, InvalidFormError for a body that takes no part.
    """
    verbale = find_verbale(session, held.pk)
    if verbale is not None and verbale.state in SEALED:
        raise RuleError(
            "Il verbale è approvato: le presenze non cambiano più.", source=DM72_2_VERBALI
        )
    if not form.person:
        raise InvalidFormError({"person": "Scrivete nome e cognome."})
    body = _participant(session, here, form.body)
    row = _row(session, here, held, body, form.person)
    if row.status is form.status and row.id is not None:
        return row
    _mark(row, form.status)
    session.add(row)
    session.flush()
    said = about(here, actor.ref, held.public_id)
    emit(session, AttendanceRecorded(**said, body=form.body, status=form.status.value))
    return row


def _participant(session: Session, here: Here, public_id: str) -> int:
    for body in list_participants(session, here.procedure.pk):
        if body.public_id == public_id:
            return body.ets_id
    raise InvalidFormError({"body": "Scegliete uno degli enti o servizi che siedono ai tavoli."})


def _row(
    session: Session, here: Here, held: MeetingSession, ets_id: int, person: str
) -> Attendance:
    found = session.exec(
        select(Attendance)
        .where(
            Attendance.session_id == held.pk,
            Attendance.ets_id == ets_id,
            Attendance.person_name == person,
        )
        .with_for_update()
    ).first()
    return found or Attendance(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        session_id=held.pk,
        ets_id=ets_id,
        person_name=person,
        status=AttendanceStatus.ABSENT,
    )


def _mark(row: Attendance, status: AttendanceStatus) -> None:
    """Coming keeps the first hour of entry; leaving notes the hour; not being there has none."""
    row.status = status
    if status in {AttendanceStatus.ABSENT, AttendanceStatus.EXCUSED}:
        row.in_at = row.out_at = None
        return
    row.in_at = row.in_at or legal_now()
    row.out_at = legal_now() if status is AttendanceStatus.LEFT else None
