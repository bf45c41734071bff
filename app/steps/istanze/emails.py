"""Mails about istanze: receipts and answers to every body, news to the office."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session

from app.core.jobs.mail import send_mail_from
from app.core.security.actor import Actor
from app.people.ets.models import Ets
from app.people.ets.queries import list_acting
from app.steps.istanze.models import IstanzaInvitation
from app.steps.istanze.queries import Asked, Signer
from app.steps.procedures.queries import Here


def invitation(
    session: Session, asked: Asked, sent: IstanzaInvitation, lead: Ets, token: str
) -> None:
    """Who might join reads the text behind a link."""
    _send(
        session,
        asked,
        "istanze/invitation",
        sent.email,
        sent.public_id,
        lead=lead.name,
        token=token,
    )


def read_again(session: Session, asked: Asked, body: Ets) -> None:
    """The text changed after the body had joined: its people confirm, or leave."""
    for person in {one.email: one for one in list_acting(session, body.pk)}.values():
        _send(session, asked, "istanze/read_again", person.email, body.public_id, body=body.name)


def presented(
    session: Session, actor: Actor, asked: Asked, signers: Sequence[Signer], digest: str
) -> None:
    """The receipt to every body and to who pressed the button; the office is told."""
    bodies = [signer.ets.name for signer in signers]
    more = {"digest": digest, "bodies": bodies}
    known = _tell_bodies(session, asked, signers, "istanze/presented", **more)
    if actor.email not in known:
        _send(session, asked, "istanze/presented", actor.email, actor.ref, **more)
    office = asked.authority.email
    if office:
        ref = asked.authority.public_id
        _send(session, asked, "istanze/arrived", office, ref, bodies=bodies)


def withdrawn(session: Session, asked: Asked, signers: Sequence[Signer]) -> None:
    _tell_bodies(session, asked, signers, "istanze/withdrawn")
    if asked.authority.email:
        ref = asked.authority.public_id
        _send(session, asked, "istanze/withdrawn", asked.authority.email, ref)


def accepted(session: Session, asked: Asked, signers: Sequence[Signer], here: Here) -> None:
    _tell_bodies(session, asked, signers, "istanze/accepted", title=here.procedure.title)


def refused(session: Session, asked: Asked, signers: Sequence[Signer]) -> None:
    """With the reason and the remedies. Source: L. 241/1990, art. 3."""
    _tell_bodies(session, asked, signers, "istanze/refused")


def _tell_bodies(
    session: Session, asked: Asked, signers: Sequence[Signer], template: str, **more: Any
) -> set[str]:
    """To each body's PEC, or else its e-mail, or else its people; always to those of the lead.

    Gives the addresses.
    """
    known: set[str] = set()
    for signer in signers:
        body = signer.ets
        addresses = [(body.pec or body.email, bool(body.pec))]
        if signer.lead or not addresses[0][0]:
            addresses += [(person.email, False) for person in list_acting(session, body.pk)]
        for address, certified in addresses:
            if address and address not in known:
                known.add(address)
                pec = asked.authority.pec if certified else ""
                _send(session, asked, template, address, body.public_id, pec_from=pec, **more)
    return known


def _send(session: Session, asked: Asked, template: str, to: str, to_ref: str, **more: Any) -> None:
    send_mail_from(
        session,
        template,
        to=to,
        to_ref=to_ref,
        sender_name=asked.authority.sender_name,
        reply_to=asked.authority.reply_to,
        istanza=asked.istanza,
        authority=asked.authority,
        page=asked.page,
        **more,
    )
