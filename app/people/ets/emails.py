"""Mails about mandates."""

from datetime import date

from sqlmodel import Session

from app.core.jobs.mail import send_mail_from
from app.people.accounts.models import Account
from app.people.ets.models import Ets, Invitation


def invitation(session: Session, sent: Invitation, body: Ets, inviter: str, token: str) -> None:
    send_mail_from(
        session,
        "ets/invitation",
        to=sent.email,
        to_ref=sent.public_id,
        inviter=inviter,
        body=body.name,
        capacity=sent.kind.label,
        since=sent.since,
        until=sent.until,
        ends_at=sent.ends_at,
        token=token,
    )


def accepted(session: Session, inviter: Account, body: Ets, newcomer: str) -> None:
    send_mail_from(
        session,
        "ets/accepted",
        to=inviter.email,
        to_ref=inviter.public_id,
        name=inviter.given_name,
        newcomer=newcomer,
        body=body.name,
        address=body.public_id,
    )


def revoked(session: Session, person: Account, body: Ets) -> None:
    send_mail_from(
        session,
        "ets/revoked",
        to=person.email,
        to_ref=person.public_id,
        name=person.given_name,
        body=body.name,
    )


def replaced(session: Session, person: Account, body: Ets, last_day: date) -> None:
    send_mail_from(
        session,
        "ets/replaced",
        to=person.email,
        to_ref=person.public_id,
        name=person.given_name,
        body=body.name,
        last_day=last_day,
    )
