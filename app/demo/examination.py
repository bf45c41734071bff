"""The board that examines: a conflict, reasons before a refusal, a late arrival, the verbali."""

from datetime import date, time

from sqlmodel import Session, col, select

from app.core.documents.typst import render_pdf
from app.core.security.actor import Actor
from app.demo.applications import identity_scan
from app.demo.beginning import record
from app.demo.livorno import SLUG
from app.demo.stage import Stage, at
from app.people.ets.enums import RuntsState
from app.people.ets.queries import get_ets
from app.steps.domande.actions.register_arrival import register_arrival
from app.steps.domande.enums import Channel, ExaminationState
from app.steps.domande.forms import ArrivalForm
from app.steps.domande.models import Domanda
from app.steps.examination.actions.assign import assign_evenly
from app.steps.examination.actions.board import appoint_board, seat_member
from app.steps.examination.actions.conflicts import declare_conflicts
from app.steps.examination.actions.decide import decide
from app.steps.examination.actions.minutes import (
    approve_minutes,
    begin_minutes,
    publish_minutes,
)
from app.steps.examination.actions.notes import write_note
from app.steps.examination.actions.notify_hindrance import (
    notify_hindrance,
    record_observations,
)
from app.steps.examination.enums import MemberRole, MinutesState
from app.steps.examination.forms import (
    ConflictForm,
    DecisionForm,
    HindranceForm,
    MemberForm,
    MinutesForm,
    NoteForm,
    ObservationsForm,
)
from app.steps.examination.made import document_of
from app.steps.examination.queries.board import examiner_of, list_members
from app.steps.examination.queries.minutes import list_minutes
from app.steps.procedures.enums import ActKind
from app.steps.procedures.queries import Here, find_here, list_tavoli

CONFLICT, NOTED = 7, 2
# Place among the domande → the reason sent, and what the body observed.
HEARD = {
    5: (
        "Non risulta un'attività nella zona negli ultimi tre anni",
        "Lo sportello di esempio è aperto dal 2021: alleghiamo la convenzione di esempio.",
    ),
    33: (
        "L'ente non risulta iscritto al RUNTS né in regime transitorio",
        "Pensiamo di iscriverci l'anno prossimo.",
    ),
}
ANSWERS = {
    5: "Accolte: la convenzione prova l'attività nella zona.",
    33: "Non accolte: il requisito si ha alla scadenza dell'avviso, non dopo.",
}
LATE = "È arrivata via PEC quaranta secondi dopo la scadenza."


def begin(stage: Stage, day: date) -> None:
    """Appoint the board the day after the closing; each declares; the domande are shared out."""
    at(day, "09:00")
    words = "Nomina della commissione che esamina le domande."
    act = record(stage, ActKind.BOARD, stage.place.manager, "447", day, words)
    with stage.act() as session:
        actor, here = stage.office(session)
        appoint_board(session, actor, here, act)
        _seat(session, actor, here, stage.person(session, f"rdp@{SLUG}.esempio.it"), "chair")
        _seat(session, actor, here, stage.person(session, f"ufficio@{SLUG}.esempio.it"), "member")
        guest = MemberForm(
            name="Esperta Dimostrativa",
            email="esperta@esempio.it",
            role=MemberRole.SECRETARY,
            since=day,
        )
        seat_member(session, actor, here, guest)
        received = _received(session, here)
        _declare(session, stage, here, received[CONFLICT])
        assign_evenly(session, actor, here)
        note = NoteForm(text="Chiedere all'Agenzia dei rapporti con gli enti di esempio.")
        examiner = examiner_of(session, actor, here)
        write_note(session, actor, here, examiner, received[NOTED], note)
    _register_late(stage, day)


def _seat(session: Session, actor: Actor, here: Here, person: Actor, role: str) -> None:
    form = MemberForm(account=person.ref, role=MemberRole(role), since=date(2025, 12, 16))
    seat_member(session, actor, here, form)


def _declare(session: Session, stage: Stage, here: Here, domanda: Domanda) -> None:
    """The chair has no conflict; the officer is a member of one body."""
    body = get_ets(session, domanda.ets_id or 0)
    against = ConflictForm(bodies=[body.public_id], reason="Ne è socia (caso di esempio).")
    for email, form in (
        (f"rdp@{SLUG}.esempio.it", ConflictForm(none=True)),
        (f"ufficio@{SLUG}.esempio.it", against),
    ):
        declare_conflicts(session, stage.person(session, email), here, form)


def _received(session: Session, here: Here) -> list[Domanda]:
    query = select(Domanda).where(
        Domanda.procedure_id == here.procedure.pk, col(Domanda.number).is_not(None)
    )
    return list(session.exec(query.order_by(col(Domanda.number))).all())


def _register_late(stage: Stage, day: date) -> None:
    """One came by PEC after the deadline: it is on record, and decided as such."""
    with stage.act() as session:
        actor, here = stage.office(session)
        form = ArrivalForm(
            channel=Channel.PEC,
            arrived_on=date(2025, 12, 15),
            arrived_at=time(12, 30, 40),
            protocol_number="2025/7190",
            protocol_date=date(2025, 12, 15),
            tax_code="92999990499",
            body_name="Circolo Esempio Ritardatario",
            runts_state=RuntsState.REGISTERED,
            pec="circolo@pec.esempio.it",
            tavolo=[list_tavoli(session, here.procedure.pk)[0].public_id],
            preference=["1"],
        )
        file = stage.keep(identity_scan(), "domanda-arrivata.pdf")
        late = register_arrival(session, actor, here, form, [file], [])
        outcome = DecisionForm(outcome=ExaminationState.OUT_OF_TIME, reason=LATE)
        decide(session, actor, here, late, outcome)


def hear(stage: Stage, sent: date, observed: date) -> None:
    """Two bodies get the reasons against their domanda; both answer within the ten days."""
    at(sent, "10:00")
    with stage.act() as session:
        actor, here = stage.office(session)
        for place, (reason, _) in HEARD.items():
            domanda = _received(session, here)[place]
            notify_hindrance(session, actor, here, domanda, HindranceForm(reasons=reason))
    at(observed, "16:00")
    with stage.act() as session:
        actor, here = stage.office(session)
        for place, (_, answer) in HEARD.items():
            domanda = _received(session, here)[place]
            form = ObservationsForm(observations=answer)
            record_observations(session, actor, here, domanda, form, [])


def minute(stage: Stage, day: date) -> None:
    """The verbale of a sitting: every decision that no earlier one holds."""
    at(day, "12:20")
    with stage.act() as session:
        actor, here = stage.office(session)
        form = MinutesForm(
            held_on=day,
            place="Sala riunioni di esempio",
            starts=time(9),
            ends=time(12),
            present=[one.public_id for one in list_members(session, here.procedure.pk)[:2]],
        )
        approve_minutes(session, actor, here, begin_minutes(session, actor, here, form))


def publish(stage: Stage) -> None:
    """The last approved verbale goes on the site, without persons and reasons."""
    with stage.store.reading() as session:
        here = find_here(session, SLUG, stage.slug)
        assert here is not None
        minutes = list_minutes(session, here.procedure.pk)[-1]
        document = document_of(session, here, minutes, public=True, demo=True)
    pdf = stage.keep(render_pdf(document), "verbale-istruttoria.pdf")
    with stage.act() as session:
        actor, here = stage.office(session)
        minutes = list_minutes(session, here.procedure.pk)[-1]
        assert minutes.state is MinutesState.APPROVED
        publish_minutes(session, actor, here, minutes, pdf)
