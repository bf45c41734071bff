"""Mails about accounts."""

from sqlmodel import Session

from app.core.jobs.mail import send_mail_from
from app.people.accounts.models import Account


def confirm_registration(session: Session, email: str, given_name: str, token: str) -> None:
    send_mail_from(session, "accounts/confirm", to=email, name=given_name, token=token)


def already_registered(session: Session, account: Account) -> None:
    send_mail_from(
        session,
        "accounts/already_registered",
        to=account.email,
        to_ref=account.public_id,
        name=account.given_name,
    )


def reset_password(session: Session, account: Account, token: str) -> None:
    send_mail_from(
        session,
        "accounts/reset",
        to=account.email,
        to_ref=account.public_id,
        name=account.given_name,
        token=token,
    )


def password_changed(session: Session, account: Account) -> None:
    send_mail_from(
        session,
        "accounts/password_changed",
        to=account.email,
        to_ref=account.public_id,
        name=account.given_name,
    )
