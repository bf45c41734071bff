"""Use cases of publication; other rooms import from here."""

from app.steps.publication.actions.registers import record_register, remove_record
from app.steps.publication.actions.slots import (
    enter_in_slot,
    mark_due_again,
    mark_not_due,
    publish_document,
    publish_in_slot,
    withdraw_document,
)

__all__ = [
    "enter_in_slot",
    "mark_due_again",
    "mark_not_due",
    "publish_document",
    "publish_in_slot",
    "record_register",
    "remove_record",
    "withdraw_document",
]
