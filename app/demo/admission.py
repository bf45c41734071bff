"""Examination and the two acts that admit; laboratories do not wait for the last."""

import re
from datetime import date

from sqlmodel import Session, col, select

from app.core.jobs.outbox import list_messages
from app.core.security.actor import Actor
from app.demo import examination
from app.demo.beginning import record
from app.demo.examination import ANSWERS
from app.demo.stage import Stage, at
from app.people.ets.actions import accept_invitation
from app.people.ets.enums import BodyKind
from app.steps.calendar.queries import list_meetings
from app.steps.domande.enums import DomandaState, ExaminationState
from app.steps.domande.models import Domanda
from app.steps.examination.actions.admit import publish_admission
from app.steps.examination.actions.decide import decide
from app.steps.examination.forms import DecisionForm
from app.steps.laboratories.actions import convene_meeting, seat_public_body
from app.steps.laboratories.forms import PublicBodyForm
from app.steps.procedures.enums import ActKind
from app.steps.procedures.queries import Here, list_tavoli

REFUSED = {
    33: "L'ente non risulta iscritto al RUNTS né in regime transitorio, e non svolge attività nella zona.",
}
RESERVED = {
    12: "L'iscrizione al RUNTS è in corso: l'ente partecipa in attesa della conferma.",
    27: "Si attende la delega aggiornata del rappresentante.",
}
SERVICES = (
    (BodyKind.HEALTH_UNIT, "Unità funzionale Salute mentale adulti (esempio)", 0),
    (BodyKind.MUNICIPAL_SERVICE, "Servizio disabilità del Comune (esempio)", 1),
    (BodyKind.HEALTH_UNIT, "Unità funzionale Consultori (esempio)", 2),
    (BodyKind.HEALTH_UNIT, "Zona distretto, cure primarie (esempio)", 3),
)


def _received(session: Session, here: Here) -> list[Domanda]:
    query = select(Domanda).where(
        Domanda.procedure_id == here.procedure.pk, Domanda.state == DomandaState.FILED
    )
    return list(session.exec(query.order_by(col(Domanda.number))).all())


def _decide(session: Session, actor: Actor, here: Here, place: int, domanda: Domanda) -> None:
    if place in REFUSED:
        form = DecisionForm(
            outcome=ExaminationState.NOT_ADMITTED, reason=REFUSED[place], answer=ANSWERS[place]
        )
    elif place in RESERVED:
        form = DecisionForm(
            outcome=ExaminationState.ADMITTED_WITH_RESERVATION, reason=RESERVED[place]
        )
    else:
        form = DecisionForm(outcome=ExaminationState.ADMITTED, answer=ANSWERS.get(place, ""))
    decide(session, actor, here, domanda, form)


def admit(stage: Stage, day: date, number: str, *, first: int, last: int) -> None:
    """Decide the domande from the `first` to the one before the `last`, and publish the list."""
    at(day, "12:00")
    with stage.act() as session:
        actor, here = stage.office(session)
        for place, domanda in enumerate(_received(session, here)):
            if first <= place < last:
                _decide(session, actor, here, place, domanda)
    examination.minute(stage, day)
    words = "Ammissione degli enti alla co-programmazione."
    act = record(stage, ActKind.ADMISSION, stage.place.manager, number, day, words)
    with stage.act() as session:
        actor, here = stage.office(session)
        publish_admission(session, actor, here, act)
    examination.publish(stage)


def seat_services(stage: Stage, day: date) -> None:
    """Health units and municipal services sit without a domanda."""
    at(day, "12:30")
    with stage.act() as session:
        actor, here = stage.office(session)
        tavoli = list_tavoli(session, here.procedure.pk)
        for place, (kind, name, tavolo) in enumerate(SERVICES):
            email = "servizio@usl.esempio.it" if place == 0 else f"servizio{place}@usl.esempio.it"
            form = PublicBodyForm(
                kind=kind,
                name=name,
                tavoli=[tavoli[tavolo].public_id],
                delegate_name=stage.place.tavoli[tavolo].referent.split(" (")[0],
                delegate_role="Referente istituzionale",
                delegate_email=email,
            )
            seat_public_body(session, actor, here, form)
    with stage.act() as session:
        _accept_by_mail(stage, session, "servizio@usl.esempio.it")


def _accept_by_mail(stage: Stage, session: Session, email: str) -> None:
    """The person of the service opens the link of its invitation, as it came by mail."""
    bodies = [mail.body for mail in list_messages(session, recipient=email)]
    found = next(filter(None, (re.search(r"/inviti/(\S+)", body) for body in bodies)))
    accept_invitation(session, stage.person(session, email), found[1])


def convene_all(stage: Stage, day: date) -> None:
    """Every laboratory is convened by mail, with its calendar file."""
    at(day, "13:00")
    with stage.act() as session:
        actor, here = stage.office(session)
        for meeting in list_meetings(session, here.procedure.pk):
            if meeting.kind == "laboratory":
                convene_meeting(session, actor, here, meeting)
