"""Mails about meetings, to those who signed up."""

from typing import cast

from sqlmodel import Session

from app.core.jobs.mail import MAILER, Mailer, send_mail_from
from app.steps.calendar.ics import Origin, write_calendar
from app.steps.calendar.models import Meeting, SignUp
from app.steps.procedures.queries import Here


def confirm_sign_up(
    session: Session, here: Here, meeting: Meeting, who: SignUp, token: str
) -> None:
    """The confirmation, with the calendar file and the link to leave."""
    mailer = cast(Mailer, session.info[MAILER])
    text = write_calendar(here, [meeting], Origin(mailer.base_url, mailer.demo))
    send_mail_from(
        session,
        "calendar/sign_up",
        to=who.email,
        to_ref=who.public_id,
        chain=here.procedure.public_id,
        sender_name=here.authority.sender_name,
        reply_to=here.authority.reply_to,
        attachments=[{"name": "incontro.ics", "media_type": "text/calendar", "text": text}],
        here=here,
        meeting=meeting,
        name=who.name,
        people=who.people,
        token=token,
    )


def tell_change(session: Session, here: Here, meeting: Meeting, signed_up: list[SignUp]) -> None:
    """The meeting has new hours or a new place, or is cancelled."""
    for who in signed_up:
        send_mail_from(
            session,
            "calendar/cancelled" if meeting.cancelled_at else "calendar/changed",
            to=who.email,
            to_ref=who.public_id,
            chain=here.procedure.public_id,
            sender_name=here.authority.sender_name,
            reply_to=here.authority.reply_to,
            here=here,
            meeting=meeting,
            name=who.name,
        )
