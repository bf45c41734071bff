"""Use cases of bodies; other rooms import from here."""

from app.people.ets.actions.bodies import create_body, create_public_body, edit_body
from app.people.ets.actions.invitations import (
    Offer,
    accept_invitation,
    invite_colleague,
    send_invitation,
    withdraw_invitation,
)
from app.people.ets.actions.memberships import revoke_membership

__all__ = [
    "Offer",
    "accept_invitation",
    "create_body",
    "create_public_body",
    "edit_body",
    "invite_colleague",
    "revoke_membership",
    "send_invitation",
    "withdraw_invitation",
]
