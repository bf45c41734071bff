"""Use cases of the calendar; other rooms import from here."""

from app.steps.calendar.actions.meetings import (
    add_meeting,
    cancel_coming,
    cancel_meeting,
    edit_meeting,
)
from app.steps.calendar.actions.sessions import (
    add_session,
    add_usual_sessions,
    edit_session,
    remove_session,
)
from app.steps.calendar.actions.sign_up import leave, sign_up

__all__ = [
    "add_meeting",
    "add_session",
    "add_usual_sessions",
    "cancel_coming",
    "cancel_meeting",
    "edit_meeting",
    "edit_session",
    "leave",
    "remove_session",
    "sign_up",
]
