"""Mails about the people of an office."""

from typing import Any

from sqlmodel import Session

from app.core.jobs.mail import send_mail_from
from app.people.accounts.models import Account
from app.people.authorities.enums import OfficeRole
from app.people.authorities.models import Authority, StaffInvitation


def staff_invitation(
    session: Session, authority: Authority, sent: StaffInvitation, inviter: str, token: str
) -> None:
    send_mail_from(
        session,
        "authorities/staff_invitation",
        to=sent.email,
        to_ref=sent.public_id,
        sender_name=authority.sender_name,
        reply_to=authority.reply_to,
        inviter=inviter,
        authority=authority.name,
        role=sent.role.label,
        ends_at=sent.ends_at,
        token=token,
    )


def role_changed(
    session: Session, authority: Authority, account: Account, role: OfficeRole
) -> None:
    _tell(session, authority, account, "authorities/role_changed", role=role.label)


def role_ended(session: Session, authority: Authority, account: Account, role: OfficeRole) -> None:
    _tell(session, authority, account, "authorities/role_ended", role=role.label)


def _tell(
    session: Session, authority: Authority, account: Account, template: str, **more: Any
) -> None:
    send_mail_from(
        session,
        template,
        to=account.email,
        to_ref=account.public_id,
        sender_name=authority.sender_name,
        reply_to=authority.reply_to,
        name=account.given_name,
        authority=authority.name,
        **more,
    )
