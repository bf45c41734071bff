"""Avvisi in the state a test needs, made through the actions."""

from datetime import datetime, timedelta

from sqlmodel import Session

from app.core.clock import in_rome, legal_today
from app.law.avviso import AVVISO_SECTIONS
from app.law.terms import end_of_last_day
from app.steps.avvisi.actions import (
    publish_avviso,
    put_own_item,
    record_avviso_act,
    save_definition,
    set_closing,
    write_section,
)
from app.steps.avvisi.definition import FormDefinition
from app.steps.avvisi.enums import OwnKind
from app.steps.avvisi.forms import (
    AvvisoActForm,
    ClosingForm,
    DefinitionForm,
    OwnItemForm,
    SectionForm,
)
from app.steps.avvisi.models import AvvisoVersion
from app.steps.avvisi.own import own_items
from app.steps.avvisi.readiness import count_for
from tests.factories.files import keep_pdf
from tests.factories.procedures import Desk, make_started_desk


def write_sections(session: Session, desk: Desk, *, without: tuple[str, ...] = ()) -> None:
    """A plain text in every mandatory section but those in `without`."""
    for section in AVVISO_SECTIONS:
        if section.mandatory and section.code not in without:
            form = SectionForm(text=f"Testo di prova: {section.title.lower()}.")
            write_section(session, desk.actor, desk.here, section.code, form)


def set_closing_at(session: Session, desk: Desk, closes_at: datetime) -> None:
    """Set the closing to an aware instant."""
    local = in_rome(closes_at)
    form = ClosingForm(closes_on=local.date(), closes_at=local.time().replace(microsecond=0))
    set_closing(session, desk.actor, desk.here, form)


def record_approval(session: Session, desk: Desk) -> None:
    """The act that approves the avviso, adopted today."""
    form = AvvisoActForm(organ="Direzione di Zona distretto", number="2", adopted_on=legal_today())
    record_avviso_act(session, desk.actor, desk.here, form, keep_pdf(session))


def make_ready_desk(
    session: Session,
    desk: Desk | None = None,
    *,
    closes_at: datetime | None = None,
    definition: FormDefinition | None = None,
) -> Desk:
    """A started procedure whose avviso lacks nothing but its publication.

    It closes at `closes_at`, or at the end of the shortest lawful term from today.
    """
    desk = desk or make_started_desk(session)
    write_sections(session, desk)
    if definition is not None:
        save_definition(session, desk.actor, desk.here, form_of(definition))
        for kind in OwnKind:
            for item in own_items(definition, kind):
                form = OwnItemForm(title=item.title, text=item.text, required=item.required)
                put_own_item(session, desk.actor, desk.here, kind, form)
    set_closing_at(
        session, desk, closes_at or end_of_last_day(count_for(desk.authority, legal_today()))
    )
    record_approval(session, desk)
    return desk


def make_open_avviso(
    session: Session,
    desk: Desk | None = None,
    *,
    closes_at: datetime | None = None,
    definition: FormDefinition | None = None,
) -> tuple[Desk, AvvisoVersion]:
    """An avviso published at `legal_now()` through all its steps; move the clock before.

    For a procedure of your own give a started `desk`. See `make_ready_desk` for the closing.
    """
    desk = make_ready_desk(session, desk, closes_at=closes_at, definition=definition)
    version = publish_avviso(session, desk.actor, desk.here)
    session.flush()
    return desk, version


def form_of(definition: FormDefinition) -> DefinitionForm:
    """What the office would tick to get `definition`."""
    extras = [f"{p}.{f}" for p, names in definition.optional_fields.items() for f in names]
    return DefinitionForm(
        parts=list(definition.parts),
        extras=extras,
        declarations=list(definition.declarations),
        max_tavoli=definition.max_tavoli,
        needs_limit=definition.needs_limit,
        other_subjects=definition.other_subjects,
        joint="form" in definition.parts,
        members_may_apply_alone=definition.members_may_apply_alone,
        delegates=definition.delegates,
    )


def after_closing(version: AvvisoVersion) -> datetime:
    """The first instant that is late: one second after the deadline."""
    return version.closes_at + timedelta(seconds=1)
