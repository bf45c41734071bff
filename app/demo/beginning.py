"""From the start act to an open avviso."""

from datetime import date, time

from sqlmodel import Session

from app.core.security.actor import Actor
from app.demo import livorno
from app.demo.place import StepFacts
from app.demo.stage import Stage, act_pdf, at
from app.law.facts import ProcedureFacts
from app.law.phases import Phase
from app.people.authorities.queries import get_authority
from app.steps.avvisi.actions import (
    publish_avviso,
    record_avviso_act,
    save_definition,
    set_closing,
    write_section,
)
from app.steps.avvisi.forms import AvvisoActForm, ClosingForm, DefinitionForm, SectionForm
from app.steps.calendar.actions import add_meeting, add_session, add_usual_sessions
from app.steps.calendar.enums import LaboratoryKind, MeetingKind
from app.steps.calendar.forms import MeetingForm, SessionForm
from app.steps.calendar.models import Meeting
from app.steps.procedures.actions import (
    add_tavolo,
    advance,
    create_procedure,
    edit_procedure,
    record_act,
)
from app.steps.procedures.enums import ActKind
from app.steps.procedures.facts import procedure_facts
from app.steps.procedures.forms import ActForm, NewProcedureForm, ProcedureForm, TavoloForm
from app.steps.procedures.queries import Here, list_tavoli

MANAGER = livorno.HERE.manager


def prepare(stage: Stage, title: str, purpose: str, approval: date | None) -> None:
    """The procedure with its officer and tavoli, seen by the office only."""
    with stage.act() as session:
        actor = stage.person(session, stage.place.rdp)
        authority = get_authority(session, stage.place.slug)
        form = NewProcedureForm(title=title, slug=stage.slug, purpose=purpose)
        create_procedure(session, actor, authority, form)
    describe(stage, title, purpose, approval)


def describe(stage: Stage, title: str, purpose: str, approval: date | None) -> None:
    """What a procedure that stands is about: its plan, its officer, its tavoli."""
    with stage.act() as session:
        actor, here = stage.office(session)
        data = ProcedureForm(
            title=title,
            purpose=purpose,
            plan_name=stage.place.plan,
            plan_years=stage.place.years,
            responsible_officer=actor.ref,
            approval_day=approval,
        )
        edit_procedure(session, actor, here, data)
        for tavolo in stage.place.tavoli:
            add_tavolo(
                session,
                actor,
                here,
                TavoloForm(
                    name=tavolo.name,
                    description=tavolo.description,
                    room=f"Sala {tavolo.name.split()[0]}",
                    facilitator=tavolo.facilitator,
                    minute_taker=tavolo.minute_taker,
                    referent=tavolo.referent,
                ),
            )


def plan_meetings(stage: Stage, meetings: tuple[StepFacts, ...]) -> None:
    """The calendar; laboratories get a plenary and a session for each tavolo."""
    with stage.act() as session:
        actor, here = stage.office(session)
        for step in meetings:
            form = MeetingForm(
                kind=MeetingKind(step.kind),
                code=step.code,
                title=step.title,
                yields=LaboratoryKind(step.yields) if step.yields else None,
                day=step.day,
                starts=time.fromisoformat(step.begins),
                ends=time.fromisoformat(step.ends),
                place_name=stage.place.venue,
                address=stage.place.address,
                access_note=stage.place.access,
                public=step.public,
                sign_up=step.public,
            )
            meeting = add_meeting(session, actor, here, form)
            if step.tavoli:
                add_usual_sessions(session, actor, here, meeting)
            if step.only is not None:
                _add_one_session(session, actor, here, meeting, step)


def _add_one_session(
    session: Session, actor: Actor, here: Here, meeting: Meeting, step: StepFacts
) -> None:
    tavolo = list_tavoli(session, here.procedure.pk)[step.only or 0]
    form = SessionForm(
        tavolo=tavolo.public_id,
        starts=time.fromisoformat(step.begins),
        ends=time.fromisoformat(step.ends),
        room=tavolo.room,
    )
    add_session(session, actor, here, meeting, form)


def record(stage: Stage, kind: ActKind, organ: str, number: str, day: date, words: str) -> str:
    """Record an invented act on its own day; gives its public id."""
    title = f"{kind.label.capitalize()} n. {number}"
    file = stage.keep(act_pdf(title, organ, number, day, words), f"{kind.value}-{number}.pdf")
    with stage.act() as session:
        actor, here = stage.office(session)
        form = ActForm(kind=kind, organ=organ, number=number, adopted_on=day, subject=words)
        return record_act(session, actor, here, form, file).public_id


def start(stage: Stage, day: date, number: str) -> None:
    """The start act, and the first phase; its words are ready where it was asked for."""
    at(day)
    with stage.act() as session:
        ready = stage.here(session).procedure.start_words
    words = ready or "Avvio della co-programmazione e nomina del responsabile del procedimento."
    record(stage, ActKind.START, stage.place.organ, number, day, words)
    with stage.act() as session:
        actor, here = stage.office(session)
        facts = ProcedureFacts(**procedure_facts(session, here))
        advance(session, actor, here, Phase.STARTED, facts)


def open_avviso(
    stage: Stage,
    act_day: date,
    published: date,
    closes: date,
    clock: str,
    number: str = "412",
    asks: DefinitionForm | None = None,
) -> None:
    """Write the avviso, record its act, publish it: the twenty days are counted by the law.

    `asks` is what its domande ask, where it is not what the place asks.
    """
    asked = asks or stage.place.form
    at(act_day)
    words = "Approvazione dell'avviso pubblico di co-programmazione."
    manager = stage.place.manager
    title = "Approvazione dell'avviso"
    file = stage.keep(act_pdf(title, manager, number, act_day, words), "avviso.pdf")
    with stage.act() as session:
        actor, here = stage.office(session)
        for code, text in stage.place.sections.items():
            write_section(session, actor, here, code, SectionForm(text=text))
        if asked is not None:
            save_definition(session, actor, here, asked)
        closing = ClosingForm(closes_on=closes, closes_at=time.fromisoformat(clock))
        set_closing(session, actor, here, closing)
        form = AvvisoActForm(organ=manager, number=number, adopted_on=act_day, subject=words)
        record_avviso_act(session, actor, here, form, file)
    at(published, "09:00")
    with stage.act() as session:
        actor, here = stage.office(session)
        publish_avviso(session, actor, here)
