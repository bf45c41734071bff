"""Mails to who follows. They stand in no procedure's register: the office sees no address."""

from datetime import date
from typing import Any, cast

from sqlmodel import Session

from app.core.jobs.mail import MAILER, Mailer, send_mail_from
from app.outlets.follow.digest import Section
from app.outlets.follow.models import Follow
from app.steps.procedures.models import Tavolo
from app.steps.procedures.navigation import public_address
from app.steps.procedures.queries import Here

PAGE = "/segui"


def ask_to_confirm(
    session: Session, here: Here, follow: Follow, token: str, tavolo: Tavolo | None
) -> None:
    """The one mail before the confirmation: what was asked, and a link that leads to a button."""
    _write(
        session, "follow/confirm", here, follow, token=token, tavolo=tavolo, rhythm=follow.rhythm
    )


def say_already(session: Session, here: Here, follow: Follow) -> None:
    """Who already follows learns it by mail, not from the page."""
    _write(session, "follow/already", here, follow, may_leave=True)


def tell_notices(
    session: Session, here: Here, follow: Follow, sections: tuple[Section, ...]
) -> None:
    """What is new, with the way to leave in a header and in the text."""
    lines = [line for section in sections for line in section.lines]
    _write(session, "follow/notices", here, follow, may_leave=True, sections=sections, lines=lines)


def sum_up(
    session: Session,
    here: Here,
    follow: Follow,
    sections: tuple[Section, ...],
    days: tuple[date, date],
) -> None:
    """What is new tavolo by tavolo; `days` (in Rome) are those of the first and of the last."""
    _write(
        session,
        "follow/weekly",
        here,
        follow,
        may_leave=True,
        sections=sections,
        news=sum(len(section.lines) for section in sections),
        since=days[0],
        until=days[1],
    )


def _write(
    session: Session,
    template: str,
    here: Here,
    follow: Follow,
    *,
    may_leave: bool = False,
    **data: Any,
) -> None:
    base_url = cast(Mailer, session.info[MAILER]).base_url
    leave = base_url + public_address(here, f"{PAGE}/lascia/{follow.leave_token}")
    change = base_url + public_address(here, f"{PAGE}/preferenze/{follow.leave_token}")
    send_mail_from(
        session,
        template,
        to=follow.email,
        to_ref=follow.public_id,
        sender_name=here.authority.sender_name,
        reply_to=here.authority.reply_to,
        unsubscribe=leave if may_leave else "",
        here=here,
        leave=leave,
        change=change,
        **data,
    )
