"""The open trial procedure: its avviso is rectified, and extended after a night of maintenance."""

from datetime import date, time, timedelta

from app.core.clock import from_rome
from app.core.jobs.outages import note_maintenance
from app.demo.avviso_text import sections
from app.demo.beginning import MANAGER
from app.demo.stage import Stage, act_pdf, at
from app.law.changes import ChangeKind
from app.law.days import MonthDay, next_working_day
from app.law.terms import count_term
from app.steps.avvisi.actions import (
    extend_avviso,
    publish_revision,
    put_own_item,
    save_template,
    start_revision,
    write_section,
)
from app.steps.avvisi.change_views import ground_of
from app.steps.avvisi.definition import SHORT_DEFAULT
from app.steps.avvisi.enums import OwnKind
from app.steps.avvisi.forms import (
    OwnItemForm,
    RevisionForm,
    SectionForm,
    TemplateForm,
    TermForm,
)

REQUIREMENTS = sections("", "", "")["requirements"].replace(
    "attività nel territorio della zona",
    "attività nel territorio della zona da almeno un anno, oppure una sede in uno dei suoi comuni",
)
WHY = (
    "L'avviso non diceva da quando l'ente deve essere attivo nella zona: ora lo dice, e chi ha già "
    "uno statuto aggiornato può allegarlo."
)
LAST = time(23, 59, 59)


def rectify(stage: Stage, day: date, closes: date) -> date:
    """On the evening of its publication a requirement is made plain; gives the new last day."""
    patron = MonthDay(5, 22)
    later = max(closes, next_working_day(count_term(day, patron=patron).last_day, patron))
    at(day, "18:00")
    act = act_pdf("Rettifica dell'avviso", MANAGER, "418", day, WHY)
    file = stage.keep(act, "rettifica.pdf")
    with stage.act() as session:
        actor, here = stage.office(session)
        save_template(
            session, actor, here, SHORT_DEFAULT, TemplateForm(name="Co-programmazione breve")
        )
        start_revision(session, actor, here)
        write_section(session, actor, here, "requirements", SectionForm(text=REQUIREMENTS))
        item = OwnItemForm(title="Statuto vigente", text="Solo se è cambiato da poco. PDF.")
        put_own_item(session, actor, here, OwnKind.DOCUMENTS, item)
        form = RevisionForm(
            kind=ChangeKind.RECTIFICATION,
            reason=WHY,
            closes_on=later,
            closes_at=LAST,
            organ=MANAGER,
            number="418",
            adopted_on=day,
        )
        publish_revision(session, actor, here, form, file)
    return later


def extend(stage: Stage, day: date, closes: date) -> date:
    """A night of maintenance is given back with a week; gives the new last day."""
    later = next_working_day(closes + timedelta(days=7), MonthDay(5, 22))
    at(day, "08:30")
    act = act_pdf("Proroga dei termini", MANAGER, "421", day, "Proroga dopo una manutenzione.")
    file = stage.keep(act, "proroga.pdf")
    with stage.act() as session:
        actor, here = stage.office(session)
        night = (from_rome(day - timedelta(days=1), 22), from_rome(day - timedelta(days=1), 23, 30))
        outage = note_maintenance(session, *night, "aggiornamento di esempio")
        form = TermForm(
            reason=ground_of(session, outage.public_id),
            closes_on=later,
            closes_at=LAST,
            organ=MANAGER,
            number="421",
            adopted_on=day,
        )
        extend_avviso(session, actor, here, form, file)
    return later
