"""Use cases of the plan; other rooms import from here."""

from app.steps.plans.actions.acts import (
    add_partner,
    adopt_act,
    record_plan_act,
    remove_partner,
    remove_plan_act,
)
from app.steps.plans.actions.imports import apply_import, choose_columns, receive_plan
from app.steps.plans.actions.items import add_item, edit_item, remove_item, restore_item
from app.steps.plans.actions.publish import publish_plan
from app.steps.plans.actions.undo import undo_import

__all__ = [
    "add_item",
    "add_partner",
    "adopt_act",
    "apply_import",
    "choose_columns",
    "edit_item",
    "publish_plan",
    "receive_plan",
    "record_plan_act",
    "remove_item",
    "remove_partner",
    "remove_plan_act",
    "restore_item",
    "undo_import",
]
