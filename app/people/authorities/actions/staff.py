"""The people of an office: invited by mail, their role changed, their work ended.

Roles are ended, never deleted; an office always keeps somebody who leads procedures.
"""

from datetime import timedelta
from typing import Any

from sqlmodel import Session

from app.core.clock import wall_now
from app.core.errors import InvalidFormError, NotFoundError, RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.core.security.throttle import take_turn
from app.core.security.tokens import new_token, token_hash
from app.people.accounts.models import Account
from app.people.authorities import emails
from app.people.authorities.enums import OfficeRole
from app.people.authorities.events import (
    RoleEnded,
    RoleGiven,
    StaffInvitationAccepted,
    StaffInvitationWithdrawn,
    StaffInvited,
)
from app.people.authorities.forms import InviteStaffForm, RoleForm
from app.people.authorities.models import Authority, StaffInvitation, StaffRole
from app.people.authorities.queries import find_staff_invitation, list_standing_roles

GOOD_FOR = timedelta(days=14)
MAILS_A_DAY = 20
EXPIRED = "Questo invito è scaduto, è stato ritirato o è già stato usato."


def give_role(
    session: Session,
    account: Account,
    authority: Authority,
    role: OfficeRole,
    *,
    actor_ref: str = "",
) -> StaffRole:
    """Let `account` work in the authority's office with `role`.

    `actor_ref` is who gave it; empty for the platform administrator's command.
    """
    staff = StaffRole(account_id=account.pk, authority_id=authority.pk, role=role)
    session.add(staff)
    emit(
        session,
        RoleGiven(**_about(actor_ref, account, authority, role)),
    )
    return staff


def invite_staff(
    session: Session, actor: Actor, authority: Authority, form: InviteStaffForm
) -> StaffInvitation:
    """Invite somebody by mail to work in the office.

    Raises InvalidFormError for who works there already, TooManyError past a few mails a day.
    """
    standing = list_standing_roles(session, authority.pk)
    if any(account.email == form.email for _, account in standing):
        raise InvalidFormError({"email": "Questa persona lavora già in questo ufficio."})
    key = f"mail:staff:{actor.account_id}"
    take_turn(session, key, limit=MAILS_A_DAY, window=timedelta(days=1))
    token = new_token()
    invitation = StaffInvitation(
        authority_id=authority.pk,
        email=form.email,
        role=form.role,
        token_hash=token_hash(token),
        invited_by_id=actor.account_id,
        ends_at=wall_now() + GOOD_FOR,
    )
    session.add(invitation)
    session.flush()
    emit(
        session,
        StaffInvited(**_about(actor.ref, invitation, authority, form.role)),
    )
    emails.staff_invitation(session, authority, invitation, actor.name, token)
    return invitation


def withdraw_staff_invitation(
    session: Session, actor: Actor, authority: Authority, invitation: StaffInvitation
) -> None:
    """Make an open invitation worthless."""
    invitation.withdrawn_at = wall_now()
    session.add(invitation)
    emit(
        session,
        StaffInvitationWithdrawn(**_about(actor.ref, invitation, authority, invitation.role)),
    )


def accept_staff_invitation(session: Session, actor: Actor, token: str) -> Authority:
    """Begin to work in the office that the invitation names; only who owns its address may.

    Raises NotFoundError for a dead link, RuleError for another address or a role held already.
    """
    found = find_staff_invitation(session, token, lock=True)
    if found is None:
        raise NotFoundError(EXPIRED, remedy="Chiedete un nuovo invito all'ufficio.")
    invitation, authority = found
    if actor.email != invitation.email:
        raise RuleError(
            f"L'invito è per {invitation.email}: voi siete entrati come {actor.email}.",
            remedy="Uscite e accedete con quell'indirizzo, o chiedete un nuovo invito.",
        )
    roles = list_standing_roles(session, authority.pk)
    if any(staff.account_id == actor.account_id for staff, _ in roles):
        raise RuleError("Lavorate già in questo ufficio: non c'è nulla da accettare.")
    invitation.accepted_at = wall_now()
    session.add(invitation)
    account = session.get_one(Account, actor.account_id)
    emit(
        session,
        StaffInvitationAccepted(
            **_about(actor.ref, account, authority, invitation.role),
            invitation=invitation.public_id,
        ),
    )
    give_role(session, account, authority, invitation.role, actor_ref=actor.ref)
    return authority


def change_role(
    session: Session, actor: Actor, authority: Authority, staff: StaffRole, form: RoleForm
) -> None:
    """End a role and give another; `authority` is locked, so that two do not leave together.

    Raises RuleError for one's own role, and where nobody would be left to lead procedures.
    """
    if form.role is staff.role:
        return
    roles = list_standing_roles(session, authority.pk)
    held = {one.role for one, _ in roles if one.account_id == staff.account_id}
    if form.role in held:
        raise InvalidFormError({"role": "Questa persona ha già questo ruolo."})
    account = _end(session, actor, authority, staff)
    give_role(session, account, authority, form.role, actor_ref=actor.ref)
    emails.role_changed(session, authority, account, form.role)


def end_role(session: Session, actor: Actor, authority: Authority, staff: StaffRole) -> None:
    """End somebody's work in the office at once; `authority` is locked.

    Raises RuleError for one's own role, and where nobody would be left to lead procedures.
    """
    account = _end(session, actor, authority, staff)
    emails.role_ended(session, authority, account, staff.role)


def _end(session: Session, actor: Actor, authority: Authority, staff: StaffRole) -> Account:
    if staff.account_id == actor.account_id:
        raise RuleError(
            "Il vostro ruolo non lo cambiate voi.",
            remedy="Chiedetelo a un'altra persona che conduce i procedimenti.",
        )
    roles = list_standing_roles(session, authority.pk)
    leaders = {one.account_id for one, _ in roles if one.role is OfficeRole.RDP}
    if staff.role is OfficeRole.RDP and leaders == {staff.account_id}:
        raise RuleError(
            "È l'unica persona che conduce i procedimenti: l'ufficio resterebbe senza.",
            remedy="Date prima questo ruolo a un'altra persona.",
        )
    staff.ended_at = wall_now()
    session.add(staff)
    session.flush()
    account = session.get_one(Account, staff.account_id)
    emit(
        session,
        RoleEnded(**_about(actor.ref, account, authority, staff.role)),
    )
    return account


def _about(
    actor_ref: str, subject: Account | StaffInvitation, authority: Authority, role: OfficeRole
) -> dict[str, Any]:
    """What every event of an office's people says."""
    return {
        "actor_ref": actor_ref,
        "subject": subject.public_id,
        "authority": authority.public_id,
        "role": role.value,
    }
