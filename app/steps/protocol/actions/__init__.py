"""Use cases of the protocol; other rooms import from here."""

from app.steps.protocol.actions.pack import ask_pack, fail_pack, keep_pack, take_pack
from app.steps.protocol.actions.record import (
    discard_return,
    record_one,
    record_return,
    show_return,
)

__all__ = [
    "ask_pack",
    "discard_return",
    "fail_pack",
    "keep_pack",
    "record_one",
    "record_return",
    "show_return",
    "take_pack",
]
