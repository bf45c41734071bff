"""Copies of what the page has already told: the receipt is the page and its PDF."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from app.core.jobs.mail import send_mail_from
from app.core.security.actor import Actor
from app.people.ets.queries import list_acting
from app.steps.domande.letters import send_to
from app.steps.domande.models import Domanda
from app.steps.domande.queries.area import HeldFile, get_amended
from app.steps.domande.queries.recipients import Recipient, list_recipients, list_told
from app.steps.domande.queries.setting import Setting
from app.steps.procedures.queries import Here


def tell_filed(
    session: Session,
    actor: Actor,
    setting: Setting,
    domanda: Domanda,
    files: list[HeldFile],
    earlier: Domanda | None,
) -> None:
    """Number, instant and hashes, to who filed and to the body. Source: L. 241/1990, 18-bis.

    `earlier` is the domanda that this one replaces.
    """
    _tell(session, actor, setting, "domande/filed", domanda, files=files, earlier=earlier)


def tell_withdrawn(session: Session, actor: Actor, setting: Setting, domanda: Domanda) -> None:
    """To who withdrew it, to the body and to those named with it."""
    _tell(session, actor, setting, "domande/withdrawn", domanda, together=True)


def remind_of_draft(session: Session, here: Here, draft: Domanda, deadline: datetime) -> None:
    """A draft is still one: to everybody who may act for its body today.

    One that amends a filed domanda says that the filed one holds meanwhile.
    """
    assert draft.ets_id is not None
    people = {one.email: one for one in list_acting(session, draft.ets_id)}
    for person in people.values():
        send_mail_from(
            session,
            "domande/draft_reminder",
            to=person.email,
            chain=here.procedure.public_id,
            sender_name=here.authority.sender_name,
            reply_to=here.authority.reply_to,
            domanda=draft,
            authority=here.authority,
            procedure=here.procedure,
            deadline=deadline,
            amended=get_amended(session, draft),
        )


def _tell(
    session: Session,
    actor: Actor,
    setting: Setting,
    template: str,
    domanda: Domanda,
    *,
    together: bool = False,
    **more: Any,
) -> None:
    here = setting.here
    known = {actor.email: Recipient(actor.email, actor.ref)}
    listed = list_told if together else list_recipients
    for recipient in listed(session, [domanda])[domanda.pk]:
        known.setdefault(recipient.address, recipient)
    for recipient in known.values():
        send_to(
            session,
            template,
            here,
            recipient,
            domanda=domanda,
            authority=here.authority,
            procedure=here.procedure,
            **more,
        )
