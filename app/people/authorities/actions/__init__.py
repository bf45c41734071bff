"""Use cases of authorities; other rooms import from here."""

from app.people.authorities.actions.create import RESERVED, create_authority
from app.people.authorities.actions.numbering import next_number
from app.people.authorities.actions.organs import add_organ, edit_organ, end_organ
from app.people.authorities.actions.settings import save_settings, set_logo
from app.people.authorities.actions.staff import (
    accept_staff_invitation,
    change_role,
    end_role,
    give_role,
    invite_staff,
    withdraw_staff_invitation,
)

__all__ = [
    "RESERVED",
    "accept_staff_invitation",
    "add_organ",
    "change_role",
    "create_authority",
    "edit_organ",
    "end_organ",
    "end_role",
    "give_role",
    "invite_staff",
    "next_number",
    "save_settings",
    "set_logo",
    "withdraw_staff_invitation",
]
