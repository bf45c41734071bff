"""From the start act to an open avviso."""

from datetime import date, time

from sqlmodel import Session

from app.core.security.actor import Actor
from app.demo import livorno
from app.demo.avviso_text import SECTIONS
from app.demo.stage import Stage, act_pdf, at
from app.law.facts import ProcedureFacts
from app.law.phases import Phase
from app.people.accounts.queries import find_account
from app.people.authorities.queries import get_authority
from app.steps.avvisi.actions import (
    publish_avviso,
    record_avviso_act,
    set_closing,
    write_section,
)
from app.steps.avvisi.forms import AvvisoActForm, ClosingForm, SectionForm
from app.steps.calendar.actions import add_meeting, add_usual_sessions
from app.steps.calendar.enums import LaboratoryKind, MeetingKind
from app.steps.calendar.forms import MeetingForm
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
from app.steps.procedures.queries import Here

MANAGER = "Direzione di Zona distretto"


def prepare(stage: Stage, title: str, purpose: str, approval: date | None) -> None:
    """The procedure with its officer and tavoli, seen by the office only."""
    with stage.act() as session:
        actor = stage.person(session, f"rdp@{livorno.SLUG}.esempio.it")
        authority = get_authority(session, livorno.SLUG)
        form = NewProcedureForm(
            title=title,
            slug=stage.slug,
            purpose=purpose,
            plan_name=livorno.PLAN,
            plan_years=livorno.YEARS,
        )
        here = Here(authority, create_procedure(session, actor, authority, form))
        officer = find_account(session, actor.email)
        assert officer is not None
        data = ProcedureForm(
            title=title,
            purpose=purpose,
            plan_name=livorno.PLAN,
            plan_years=livorno.YEARS,
            responsible_officer=officer.public_id,
            approval_day=approval,
        )
        edit_procedure(session, actor, here, data)
        for tavolo in livorno.TAVOLI:
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


def plan_meetings(stage: Stage, meetings: tuple[livorno.StepFacts, ...]) -> None:
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
                place_name=livorno.PLACE,
                address=livorno.ADDRESS,
                access_note=livorno.ACCESS,
                public=step.public,
                sign_up=step.public,
            )
            meeting = add_meeting(session, actor, here, form)
            if step.tavoli:
                add_usual_sessions(session, actor, here, meeting)


def record(stage: Stage, kind: ActKind, organ: str, number: str, day: date, words: str) -> str:
    """Record an invented act on its own day; gives its public id."""
    title = f"{kind.label.capitalize()} n. {number}"
    file = stage.keep(act_pdf(title, organ, number, day, words), f"{kind.value}-{number}.pdf")
    with stage.act() as session:
        actor, here = stage.office(session)
        form = ActForm(kind=kind, organ=organ, number=number, adopted_on=day, subject=words)
        return record_act(session, actor, here, form, file).public_id


def start(stage: Stage, day: date, number: str) -> None:
    """The start act, and the first phase."""
    at(day)
    words = "Avvio della co-programmazione e nomina del responsabile del procedimento."
    record(stage, ActKind.START, livorno.ORGANS[0], number, day, words)
    with stage.act() as session:
        actor, here = stage.office(session)
        facts = ProcedureFacts(**procedure_facts(session, here))
        advance(session, actor, here, Phase.STARTED, facts)


def open_avviso(stage: Stage, act_day: date, published: date, closes: date, clock: str) -> None:
    """Write the avviso, record its act, publish it: the twenty days are counted by the law."""
    at(act_day)
    words = "Approvazione dell'avviso pubblico di co-programmazione."
    file = stage.keep(
        act_pdf("Approvazione dell'avviso", MANAGER, "412", act_day, words), "avviso.pdf"
    )
    with stage.act() as session:
        actor, here = stage.office(session)
        _write(session, actor, here)
        closing = ClosingForm(closes_on=closes, closes_at=time.fromisoformat(clock))
        set_closing(session, actor, here, closing)
        form = AvvisoActForm(organ=MANAGER, number="412", adopted_on=act_day, subject=words)
        record_avviso_act(session, actor, here, form, file)
    at(published, "09:00")
    with stage.act() as session:
        actor, here = stage.office(session)
        publish_avviso(session, actor, here)


def _write(session: Session, actor: Actor, here: Here) -> None:
    for code, text in SECTIONS.items():
        write_section(session, actor, here, code, SectionForm(text=text))
