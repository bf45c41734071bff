"""The sessions of a meeting: the plenary and the tavoli at work."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from app.core.clock import in_rome
from app.core.errors import RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.steps.calendar.actions.hours import (
    find_tavolo,
    instants,
    refuse_cancelled,
    refuse_clash,
    refuse_outside,
)
from app.steps.calendar.events import SessionAdded, SessionEdited, SessionRemoved
from app.steps.calendar.forms import SessionForm, parse_agenda
from app.steps.calendar.models import Meeting, MeetingSession
from app.steps.calendar.queries import list_sessions
from app.steps.procedures.models import Tavolo
from app.steps.procedures.queries import Here, get_tavolo, list_tavoli

PLENARY = "Plenaria"
_PLENARY_LASTS = timedelta(minutes=30)


def add_session(
    session: Session, actor: Actor, here: Here, meeting: Meeting, form: SessionForm
) -> MeetingSession:
    """A session of this meeting. Raises InvalidFormError outside its hours or on a clash."""
    refuse_cancelled(meeting)
    held = MeetingSession(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        meeting_id=meeting.pk,
        **_columns(session, here, meeting, form),
    )
    _place(session, here, meeting, held)
    _announce_added(session, actor, here, meeting, held)
    return held


def add_usual_sessions(
    session: Session, actor: Actor, here: Here, meeting: Meeting
) -> list[MeetingSession]:
    """A plenary at the start (half an hour, or a quarter of a short meeting), then every tavolo.

    Raises RuleError when there are sessions already, InvalidFormError on a clash.
    """
    refuse_cancelled(meeting)
    if list_sessions(session, meeting.pk):
        raise RuleError(
            "Questo incontro ha già le sue sessioni: potete aggiungerne una alla volta."
        )
    turn = meeting.starts_at + min(_PLENARY_LASTS, (meeting.ends_at - meeting.starts_at) / 4)
    turn = turn.replace(second=0, microsecond=0)
    made = [_usual(here, meeting, None, meeting.starts_at, turn)]
    made += [
        _usual(here, meeting, tavolo, turn, meeting.ends_at)
        for tavolo in list_tavoli(session, here.procedure.pk)
    ]
    for held in made:
        _place(session, here, meeting, held)
        _announce_added(session, actor, here, meeting, held)
    return made


def edit_session(
    session: Session,
    actor: Actor,
    here: Here,
    meeting: Meeting,
    held: MeetingSession,
    form: SessionForm,
) -> None:
    """Change a session. Raises InvalidFormError outside the meeting's hours or on a clash."""
    refuse_cancelled(meeting)
    for name, value in _columns(session, here, meeting, form).items():
        setattr(held, name, value)
    _place(session, here, meeting, held)
    emit(
        session,
        SessionEdited(
            **here.openly_about(actor, held),
            meeting=meeting.public_id,
        ),
    )


def remove_session(
    session: Session, actor: Actor, here: Here, meeting: Meeting, held: MeetingSession
) -> None:
    """Take a session away. Raises RuleError once it holds seats, attendance or contributions."""
    ref = held.public_id
    session.delete(held)
    try:
        session.flush()
    except IntegrityError as error:
        raise RuleError(
            "In questa sessione c'è già del lavoro: presenze, contributi o il verbale.",
            remedy="Cambiatene l'orario, oppure annullate l'incontro.",
        ) from error
    emit(
        session,
        SessionRemoved(
            actor_ref=actor.ref,
            chain=here.procedure.public_id,
            subject=ref,
            scopes=here.scopes,
            procedure_id=here.procedure.pk,
            meeting=meeting.public_id,
        ),
    )


def _columns(session: Session, here: Here, meeting: Meeting, form: SessionForm) -> dict[str, Any]:
    day = in_rome(meeting.starts_at).date()
    starts_at, ends_at = instants(day, form.starts, form.ends)
    tavolo = get_tavolo(session, here.procedure.pk, form.tavolo) if form.tavolo else None
    return {
        "tavolo_id": tavolo.pk if tavolo else None,
        "title": form.title or (tavolo.name if tavolo else PLENARY),
        "starts_at": starts_at,
        "ends_at": ends_at,
        "room": form.room,
        "goals": form.goals,
        "agenda": parse_agenda(form.agenda),
    }


def _usual(
    here: Here, meeting: Meeting, tavolo: Tavolo | None, starts_at: datetime, ends_at: datetime
) -> MeetingSession:
    return MeetingSession(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        meeting_id=meeting.pk,
        tavolo_id=tavolo.pk if tavolo else None,
        title=tavolo.name if tavolo else PLENARY,
        starts_at=starts_at,
        ends_at=ends_at,
        room=tavolo.room if tavolo else "",
    )


def _place(session: Session, here: Here, meeting: Meeting, held: MeetingSession) -> None:
    refuse_outside(meeting, held)
    session.add(held)
    refuse_clash(session, here, meeting, held, find_tavolo(session, held.tavolo_id))


def _announce_added(
    session: Session, actor: Actor, here: Here, meeting: Meeting, held: MeetingSession
) -> None:
    emit(
        session,
        SessionAdded(
            **here.openly_about(actor, held),
            meeting=meeting.public_id,
        ),
    )
