"""Approval seals a verbale; publication puts the sealed words on the site."""

import json

from sqlmodel import Session, col, select

from app.core.audit.models import EventRow
from app.core.clock import legal_now
from app.core.errors import RuleError
from app.core.events import emit, pending_events
from app.core.i18n import date_short, deadline_words
from app.core.security.actor import Actor
from app.core.web.uploads import KeptFile, store_file
from app.law.sources import DM72_2_VERBALI, DM72_6
from app.steps.calendar.models import MeetingSession
from app.steps.laboratories.actions.draft import refuse, refuse_sealed
from app.steps.laboratories.content import check_complete, seal_of
from app.steps.laboratories.enums import WAS_THERE, AttendanceStatus, VerbaleState
from app.steps.laboratories.events import VerbaleApproved, VerbalePublished, about
from app.steps.laboratories.models import Attendance, Verbale
from app.steps.laboratories.queries import list_attendance, list_corrections, list_seats
from app.steps.laboratories.recipients import seats_in
from app.steps.procedures.queries import Here
from app.steps.publication.actions import publish_in_slot


def approve_verbale(session: Session, actor: Actor, here: Here, verbale: Verbale) -> None:
    """Seal content and attendance: from now on nothing of them changes.

    Raises RuleError while something is missing: outcome, who was there, the end of the session,
    the window for corrections, an answer to each of them (DM 72/2021 § 2).
    """
    refuse_sealed(verbale)
    refuse(check_complete(verbale))
    attendance = [row for row, _ in list_attendance(session, verbale.session_id)]
    _check_ready(session, verbale, attendance)
    attendance += _note_missing(session, here, verbale, {row.ets_id for row in attendance})
    verbale.seal = seal_of(verbale, attendance)
    verbale.state = VerbaleState.APPROVED
    verbale.approved_at, verbale.approved_by_id = legal_now(), actor.account_id
    session.add(verbale)
    said = about(here, actor.ref, verbale.public_id)
    emit(session, VerbaleApproved(**said, seal=verbale.seal))


def _check_ready(session: Session, verbale: Verbale, attendance: list[Attendance]) -> None:
    now, until = legal_now(), verbale.corrections_until
    if now < verbale.ends_at:
        raise RuleError("La sessione non è ancora finita.", source=DM72_2_VERBALI)
    if not any(row.status in WAS_THERE for row in attendance):
        raise RuleError("Mancano le presenze.", remedy="Registrate chi c'era, ente per ente.")
    if until is None:
        raise RuleError(
            "I partecipanti non hanno ancora potuto chiedere correzioni.",
            remedy="Condividete la bozza e indicate entro quale giorno.",
            source=DM72_2_VERBALI,
        )
    if now <= until:
        raise RuleError(
            f"I partecipanti possono chiedere correzioni fino a {deadline_words(until)}.",
            remedy="Approvate il verbale dopo quel momento.",
            source=DM72_2_VERBALI,
        )
    if any(item.accepted is None for item in list_corrections(session, verbale.pk)):
        raise RuleError(
            "C'è una correzione senza risposta.", remedy="Dite se la accogliete, e perché no."
        )


def _note_missing(
    session: Session, here: Here, verbale: Verbale, known: set[int]
) -> list[Attendance]:
    """Whoever sits there and of whom nothing was written was absent."""
    held = session.get_one(MeetingSession, verbale.session_id)
    seats = seats_in(list_seats(session, here.procedure.pk), [held])
    missing = {seat.ets_id: seat.delegate_name for seat in seats if seat.ets_id not in known}
    rows = [
        Attendance(
            procedure_id=here.procedure.pk,
            authority_id=here.authority.pk,
            session_id=verbale.session_id,
            ets_id=ets_id,
            person_name=name,
            status=AttendanceStatus.ABSENT,
        )
        for ets_id, name in missing.items()
    ]
    session.add_all(rows)
    session.flush()
    return rows


def seal_holds(session: Session, verbale: Verbale) -> bool:
    """Whether content and attendance are those approved, by the seal and by the register."""
    attendance = [row for row, _ in list_attendance(session, verbale.session_id)]
    return verbale.seal == seal_of(verbale, attendance) == _registered_seal(session, verbale)


def _registered_seal(session: Session, verbale: Verbale) -> str:
    """The seal that the append-only register of events keeps, or is about to."""
    for event in pending_events(session):
        if isinstance(event, VerbaleApproved) and event.subject == verbale.public_id:
            return event.seal
    payload = session.exec(
        select(EventRow.payload)
        .where(EventRow.kind == VerbaleApproved.kind, EventRow.subject == verbale.public_id)
        .order_by(col(EventRow.id).desc())
    ).first()
    return str(json.loads(payload)["seal"]) if payload else ""


def publish_verbale(
    session: Session, actor: Actor, here: Here, verbale: Verbale, file: KeptFile | None
) -> None:
    """Publish an approved verbale in the sixth slot (DM 72/2021 § 6), with its PDF.

    Raises RuleError before the approval or when the seal does not hold.
    """
    if verbale.state is VerbaleState.PUBLISHED:
        return
    if verbale.state is not VerbaleState.APPROVED or file is None:
        raise RuleError(
            "Si pubblicano solo i verbali approvati.", remedy="Approvatelo.", source=DM72_6
        )
    if not seal_holds(session, verbale):
        raise RuleError(
            "Il contenuto non corrisponde al sigillo dell'approvazione: non si può pubblicare.",
            remedy="Avvisate chi gestisce il servizio.",
        )
    stored = store_file(session, file, owner_ref=here.procedure.public_id)
    verbale.state, verbale.published_at = VerbaleState.PUBLISHED, legal_now()
    verbale.file_id = stored.pk
    session.add(verbale)
    said = about(here, actor.ref, verbale.public_id)
    emit(session, VerbalePublished(**said, seal=verbale.seal, sha256=stored.sha256))
    held = session.get_one(MeetingSession, verbale.session_id)
    publish_in_slot(
        session,
        actor,
        here,
        "verbali",
        f"Verbale: {held.title}, {date_short(verbale.held_on)}"[:300],
        file_id=stored.pk,
        address=f"/{here.scope}/verbali/{verbale.public_id}",
        sha256=stored.sha256,
    )
