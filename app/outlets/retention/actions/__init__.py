"""What is listed, kept, confirmed and removed at the end of its term."""

from app.outlets.retention.actions.decide import (
    confirm_list,
    hold_item,
    release_item,
    set_alone,
)
from app.outlets.retention.actions.lists import list_due
from app.outlets.retention.actions.own import close_account
from app.outlets.retention.actions.remove import remove_chunk
from app.outlets.retention.actions.requests import answer_request, record_request

__all__ = [
    "answer_request",
    "close_account",
    "confirm_list",
    "hold_item",
    "list_due",
    "record_request",
    "release_item",
    "remove_chunk",
    "set_alone",
]
