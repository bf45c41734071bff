"""Fixing, moving and cancelling meetings."""

from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session

from app.core.clock import ROME, in_rome, legal_now, wall_now
from app.core.errors import InvalidFormError
from app.core.events import emit
from app.core.security.actor import Actor
from app.steps.calendar.actions.hours import (
    find_tavolo,
    instants,
    refuse_cancelled,
    refuse_clash,
    refuse_outside,
)
from app.steps.calendar.emails import tell_change
from app.steps.calendar.enums import MeetingKind
from app.steps.calendar.events import MeetingAdded, MeetingCancelled, MeetingEdited
from app.steps.calendar.forms import CancelForm, MeetingForm
from app.steps.calendar.models import Meeting
from app.steps.calendar.queries import list_meetings, list_sessions, list_sign_ups
from app.steps.procedures.queries import Here

_PLAIN = ("kind", "code", "title", "yields", "place_name", "address", "access_note")
_TOLD = frozenset({"starts_at", "ends_at", "place_name", "address"})


def add_meeting(session: Session, actor: Actor, here: Here, form: MeetingForm) -> Meeting:
    """A new meeting; one in the past is a record. Raises InvalidFormError on wrong hours."""
    meeting = Meeting(
        procedure_id=here.procedure.pk, authority_id=here.authority.pk, **_columns(form)
    )
    session.add(meeting)
    session.flush()
    emit(
        session,
        MeetingAdded(
            **here.openly_about(actor, meeting),
            meeting_kind=meeting.kind.value,
            starts_at=meeting.starts_at.isoformat(),
        ),
    )
    return meeting


def edit_meeting(
    session: Session, actor: Actor, here: Here, meeting: Meeting, form: MeetingForm
) -> None:
    """Change a meeting; its sessions move with its start, and who signed up is told.

    Raises InvalidFormError when a session would fall outside its hours or clash, RuleError
    when it was cancelled.
    """
    refuse_cancelled(meeting)
    new = _columns(form)
    changed = tuple(name for name, value in new.items() if getattr(meeting, name) != value)
    if not changed:
        return
    before = meeting.starts_at
    for name in changed:
        setattr(meeting, name, new[name])
    meeting.edition += 1
    meeting.changed_at = wall_now()
    session.add(meeting)
    if _TOLD & set(changed):
        _move_sessions(session, here, meeting, before)
        if meeting.ends_at > legal_now():
            tell_change(session, here, meeting, list_sign_ups(session, meeting.pk))
    emit(
        session,
        MeetingEdited(
            **here.openly_about(actor, meeting),
            changed=changed,
            starts_at=meeting.starts_at.isoformat(),
        ),
    )


def cancel_meeting(
    session: Session, actor: Actor, here: Here, meeting: Meeting, form: CancelForm
) -> None:
    """Cancel a meeting for a public reason; it stays in the calendar, and who signed up is told.

    Raises RuleError when it was cancelled before.
    """
    refuse_cancelled(meeting)
    _cancel(session, actor.ref, here, meeting, form.reason)


def cancel_coming(session: Session, actor_ref: str, here: Here, reason: str) -> None:
    """Cancel every meeting that is not over, for one public reason."""
    for meeting in list_meetings(session, here.procedure.pk):
        if meeting.cancelled_at is None and meeting.ends_at > legal_now():
            _cancel(session, actor_ref, here, meeting, reason)


def _cancel(session: Session, actor_ref: str, here: Here, meeting: Meeting, reason: str) -> None:
    meeting.cancelled_at = legal_now()
    meeting.cancelled_reason = reason
    meeting.edition += 1
    meeting.changed_at = wall_now()
    session.add(meeting)
    if meeting.ends_at > legal_now():
        tell_change(session, here, meeting, list_sign_ups(session, meeting.pk))
    event = MeetingCancelled(
        **here.openly_about(actor_ref, meeting),
    )
    emit(session, event)


def _columns(form: MeetingForm) -> dict[str, Any]:
    starts_at, ends_at = instants(form.day, form.starts, form.ends)
    if form.kind is not MeetingKind.LABORATORY and form.yields is not None:
        raise InvalidFormError({"yields": "Solo un laboratorio definisce bisogni o obiettivi."})
    if form.sign_up and not form.public:
        raise InvalidFormError({"sign_up": "Ci si iscrive solo agli incontri aperti a chiunque."})
    plain = {name: getattr(form, name) for name in _PLAIN}
    return {
        **plain,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "public": form.public,
        "sign_up": form.sign_up,
    }


def _move_sessions(session: Session, here: Here, meeting: Meeting, before: datetime) -> None:
    """Keep each session as far from the start as it was, by the clock of Rome."""
    shift = _wall(meeting.starts_at) - _wall(before)
    sessions = list_sessions(session, meeting.pk)
    for held in sessions:
        held.starts_at = _instant(_wall(held.starts_at) + shift)
        held.ends_at = _instant(_wall(held.ends_at) + shift)
        session.add(held)
    session.flush()
    for held in sessions:
        refuse_outside(meeting, held)
        refuse_clash(
            session,
            here,
            meeting,
            held,
            find_tavolo(session, held.tavolo_id),
            fields={"room": "place_name", "tavolo": "starts"},
        )


def _wall(instant: datetime) -> datetime:
    return in_rome(instant).replace(tzinfo=None)


def _instant(wall: datetime) -> datetime:
    return wall.replace(tzinfo=ROME).astimezone(UTC)
