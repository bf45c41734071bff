"""Istanze: one from which a procedure was born, one refused, one that waits, one in draft."""

import re
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from app.core.jobs.outbox import list_messages
from app.core.security.actor import Actor
from app.demo.applications import email_of
from app.demo.bodies import BODIES, DemoBody
from app.demo.stage import Stage, at
from app.people.authorities.queries import get_authority
from app.people.ets.models import Ets
from app.steps.istanze.actions import (
    accept_istanza,
    edit_istanza,
    invite_body,
    join_istanza,
    present_istanza,
    refuse_istanza,
    start_istanza,
)
from app.steps.istanze.forms import (
    AcceptForm,
    InviteBodyForm,
    IstanzaForm,
    JoinForm,
    NewIstanzaForm,
    RefuseForm,
)
from app.steps.istanze.queries import Asked, get_for_office


@dataclass(frozen=True, slots=True)
class Words:
    """The text of an istanza. Invented."""

    subject: str
    reason: str
    concerns: str
    known: str = ""


BORN = Words(
    "Anziani soli, giovani e casa nella valle",
    "Nelle frazioni chiudono le botteghe e i servizi: chi resta è solo, chi è giovane parte, chi "
    "cerca casa trova solo affitti brevi.",
    "Le persone oltre i 75 anni che vivono sole, i ragazzi tra 16 e 25 anni, le famiglie in affitto.",
    "Tre associazioni incontrano ogni settimana circa duecento persone; nessuno le conta insieme.",
)
REFUSED = Words(
    "La raccolta dei rifiuti ingombranti",
    "I rifiuti ingombranti restano per giorni davanti alle case degli anziani.",
    "Chi non può portarli da sé alla stazione di raccolta.",
)
WAITING = Words(
    "Il trasporto verso le visite",
    "Per una visita a valle si perde una giornata, e chi non guida rinuncia.",
    "Chi vive nelle frazioni e non ha un'auto.",
    "Due associazioni accompagnano già quaranta persone al mese.",
)
DRAFT = Words(
    "Il tempo dopo la scuola nei quartieri nord",
    "Dalle due alle sei i ragazzi restano per strada.",
    "Chi ha tra 8 e 14 anni.",
)
WHY_YES = (
    "I tre temi si tengono e mancano dal piano in corso. Si comincia con un avviso, poi un tavolo "
    "per ciascuno."
)
WHY_NO = (
    "La raccolta dei rifiuti è compito del gestore del servizio, non del consorzio: l'istanza gli è "
    "stata trasmessa. Non è materia da co-programmare con gli enti del Terzo settore."
)


def ask(stage: Stage, day: date, words: Words, bodies: tuple[DemoBody, ...]) -> str:
    """The first body writes it, the others join behind their links, and it is presented."""
    at(day, "11:00")
    with stage.act() as session:
        actor, asked = _write(stage, session, words, bodies)
        present_istanza(session, actor, asked.istanza.public_id, asked.istanza.edition)
        return asked.istanza.public_id


def draft(stage: Stage, words: Words) -> None:
    """A draft that the person whom the demonstration lets you be can go on with."""
    with stage.act() as session:
        _write(stage, session, words, BODIES[:2])


def _write(
    stage: Stage, session: Session, words: Words, bodies: tuple[DemoBody, ...]
) -> tuple[Actor, Asked]:
    actor = stage.person(session, email_of(bodies[0]))
    authority = get_authority(session, stage.place.slug)
    new = NewIstanzaForm(
        authority=authority.public_id, body=_body_of(session, actor), subject=words.subject
    )
    asked = start_istanza(session, actor, new)
    form = IstanzaForm(
        edition=asked.istanza.edition,
        subject=words.subject,
        reason=words.reason,
        concerns=words.concerns,
        known=words.known,
    )
    edit_istanza(session, actor, asked.istanza.public_id, form)
    for body in bodies[1:]:
        _join(stage, session, actor, asked, body)
    return actor, asked


def _body_of(session: Session, actor: Actor) -> str:
    return session.get_one(Ets, next(iter(actor.bodies))).public_id


def _join(stage: Stage, session: Session, lead: Actor, asked: Asked, body: DemoBody) -> None:
    """Its person opens the link as it came by mail."""
    form = InviteBodyForm(email=email_of(body))
    invite_body(session, lead, asked.istanza.public_id, form)
    mail = list_messages(session, recipient=email_of(body))[0]
    found = re.search(r"/istanze/inviti/(\S+)", mail.body)
    assert found is not None
    person = stage.person(session, email_of(body))
    joining = JoinForm(body=_body_of(session, person), edition=asked.istanza.edition)
    join_istanza(session, person, found[1], joining)


def accept(stage: Stage, day: date, istanza: str, title: str, purpose: str) -> None:
    """The procedure is born under the address that the story is about."""
    at(day, "12:00")
    with stage.act() as session:
        actor = stage.person(session, stage.place.rdp)
        asked = get_for_office(session, actor, stage.place.slug, istanza, lock=True)
        form = AcceptForm(title=title, slug=stage.slug, purpose=purpose, answer=WHY_YES)
        accept_istanza(session, actor, asked, form)


def refuse(stage: Stage, day: date, istanza: str) -> None:
    """With its reason."""
    at(day, "12:30")
    with stage.act() as session:
        actor = stage.person(session, stage.place.rdp)
        asked = get_for_office(session, actor, stage.place.slug, istanza, lock=True)
        refuse_istanza(session, actor, asked, RefuseForm(refusal=WHY_NO))
