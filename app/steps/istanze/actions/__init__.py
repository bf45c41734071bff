"""Use cases of istanze; other rooms import from here."""

from app.steps.istanze.actions.answer import accept_istanza, refuse_istanza
from app.steps.istanze.actions.draft import (
    add_files,
    confirm_joining,
    discard_istanza,
    edit_istanza,
    invite_body,
    join_istanza,
    leave_istanza,
    remove_file,
    start_istanza,
)
from app.steps.istanze.actions.present import present_istanza, withdraw_istanza

__all__ = [
    "accept_istanza",
    "add_files",
    "confirm_joining",
    "discard_istanza",
    "edit_istanza",
    "invite_body",
    "join_istanza",
    "leave_istanza",
    "present_istanza",
    "refuse_istanza",
    "remove_file",
    "start_istanza",
    "withdraw_istanza",
]
