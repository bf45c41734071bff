"""Use cases of the laboratories; other rooms import from here."""

from app.steps.laboratories.actions.attendance import record_attendance
from app.steps.laboratories.actions.convene import convene_meeting, tell_convened
from app.steps.laboratories.actions.draft import (
    answer_correction,
    new_verbale,
    save_verbale,
    send_correction,
    share_verbale,
)
from app.steps.laboratories.actions.seal import approve_verbale, publish_verbale, seal_holds
from app.steps.laboratories.actions.seats import change_delegates, seat_public_body, withdraw_seat
from app.steps.laboratories.actions.settle import settle_seats

__all__ = [
    "answer_correction",
    "approve_verbale",
    "change_delegates",
    "convene_meeting",
    "new_verbale",
    "publish_verbale",
    "record_attendance",
    "save_verbale",
    "seal_holds",
    "seat_public_body",
    "send_correction",
    "settle_seats",
    "share_verbale",
    "tell_convened",
    "withdraw_seat",
]
