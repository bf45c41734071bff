"""Reads of meetings, sessions and sign-ups."""

from datetime import datetime

from sqlmodel import Session, col, func, select

from app.core.errors import NotFoundError
from app.core.security.tokens import token_hash
from app.law.phases import Phase
from app.people.authorities.models import Authority
from app.steps.calendar.enums import MeetingKind
from app.steps.calendar.models import Meeting, MeetingSession, SignUp
from app.steps.calendar.overlap import Slot
from app.steps.procedures.models import Procedure, Tavolo
from app.steps.procedures.queries import Here


def list_meetings(session: Session, procedure_id: int) -> list[Meeting]:
    """The meetings of a procedure by date, cancelled ones included."""
    query = select(Meeting).where(Meeting.procedure_id == procedure_id)
    return list(session.exec(query.order_by(col(Meeting.starts_at), col(Meeting.id))).all())


def list_coming(
    session: Session, now: datetime, authority_id: int | None = None
) -> list[tuple[Here, Meeting]]:
    """Public meetings of started procedures that stand and are not over, nearest first, at most 6.

    Of one authority where it is given.
    """
    query = (
        select(Authority, Procedure, Meeting)
        .join(Procedure, col(Procedure.authority_id) == col(Authority.id))
        .join(Meeting, col(Meeting.procedure_id) == col(Procedure.id))
        .where(
            Procedure.phase != Phase.DRAFT,
            col(Meeting.public).is_(True),
            col(Meeting.cancelled_at).is_(None),
            Meeting.ends_at > now,
        )
        .order_by(col(Meeting.starts_at), col(Meeting.id))
        .limit(6)
    )
    if authority_id is not None:
        query = query.where(Authority.id == authority_id)
    return [(Here(whole, procedure), meeting) for whole, procedure, meeting in session.exec(query)]


def list_laboratories(session: Session, procedure_id: int) -> list[Meeting]:
    """The laboratories of a procedure by date, without the cancelled ones."""
    query = select(Meeting).where(
        Meeting.procedure_id == procedure_id,
        Meeting.kind == MeetingKind.LABORATORY,
        col(Meeting.cancelled_at).is_(None),
    )
    return list(session.exec(query.order_by(col(Meeting.starts_at), col(Meeting.id))).all())


def get_meeting(
    session: Session, procedure_id: int, public_id: str, *, lock: bool = False
) -> Meeting:
    """A meeting of this procedure, cancelled or not. Raises NotFoundError."""
    query = select(Meeting).where(
        Meeting.procedure_id == procedure_id, Meeting.public_id == public_id
    )
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = session.exec(query).first()
    if found is None:
        raise NotFoundError
    return found


def list_sessions(session: Session, meeting_id: int) -> list[MeetingSession]:
    """The sessions of a meeting by hour; at the same hour in the order they were made."""
    query = select(MeetingSession).where(MeetingSession.meeting_id == meeting_id)
    ordered = query.order_by(col(MeetingSession.starts_at), col(MeetingSession.id))
    return list(session.exec(ordered).all())


def get_session(session: Session, procedure_id: int, public_id: str) -> MeetingSession:
    """A session of this procedure. Raises NotFoundError."""
    found = session.exec(
        select(MeetingSession).where(
            MeetingSession.procedure_id == procedure_id, MeetingSession.public_id == public_id
        )
    ).first()
    if found is None:
        raise NotFoundError
    return found


def list_slots(
    session: Session, authority_id: int, starts_at: datetime, ends_at: datetime
) -> list[Slot]:
    """What is taken in the authority between two instants: sessions of meetings that stand."""
    rows = session.exec(
        select(MeetingSession, Meeting, Tavolo)
        .join(Meeting, col(MeetingSession.meeting_id) == col(Meeting.id))
        .outerjoin(Tavolo, col(MeetingSession.tavolo_id) == col(Tavolo.id))
        .where(
            MeetingSession.authority_id == authority_id,
            col(Meeting.cancelled_at).is_(None),
            MeetingSession.starts_at < ends_at,
            MeetingSession.ends_at > starts_at,
        )
        .order_by(col(MeetingSession.starts_at), col(MeetingSession.id))
    ).all()
    return [slot_of(held, meeting, tavolo) for held, meeting, tavolo in rows]


def slot_of(held: MeetingSession, meeting: Meeting, tavolo: Tavolo | None) -> Slot:
    """What a session takes: hours, room, tavolo and the people who conduct it."""
    return Slot(
        ref=held.public_id,
        name=f"{held.title} ({meeting.title})",
        starts_at=held.starts_at,
        ends_at=held.ends_at,
        room=held.room,
        place=meeting.place_name,
        tavolo=tavolo.public_id if tavolo else "",
        people=(tavolo.facilitator, tavolo.minute_taker) if tavolo else (),
    )


def list_sign_ups(session: Session, meeting_id: int) -> list[SignUp]:
    """Who signed up and did not leave, in the order of signing up; for the organiser."""
    query = select(SignUp).where(
        SignUp.meeting_id == meeting_id, col(SignUp.cancelled_at).is_(None)
    )
    return list(session.exec(query.order_by(col(SignUp.id))).all())


def count_people(session: Session, procedure_id: int) -> dict[int, int]:
    """How many people signed up for each meeting of a procedure, by the meeting's key."""
    query = (
        select(SignUp.meeting_id, func.sum(SignUp.people))
        .where(SignUp.procedure_id == procedure_id, col(SignUp.cancelled_at).is_(None))
        .group_by(col(SignUp.meeting_id))
    )
    return {meeting_id: int(people) for meeting_id, people in session.exec(query).all()}


def find_sign_up(session: Session, meeting_id: int, email: str) -> SignUp | None:
    """The sign-up that stands for this address (already without case)."""
    return session.exec(
        select(SignUp).where(
            SignUp.meeting_id == meeting_id,
            SignUp.email == email,
            col(SignUp.cancelled_at).is_(None),
        )
    ).first()


def get_sign_up(session: Session, procedure_id: int, token: str) -> tuple[SignUp, Meeting]:
    """The sign-up that a leave link names, left or not. Raises NotFoundError."""
    row = session.exec(
        select(SignUp, Meeting)
        .join(Meeting, col(SignUp.meeting_id) == col(Meeting.id))
        .where(SignUp.procedure_id == procedure_id, SignUp.leave_hash == token_hash(token))
    ).first()
    if row is None:
        raise NotFoundError
    return row[0], row[1]
