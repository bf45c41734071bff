"""What can be found of a procedure itself: it, with its tavoli, and its acts."""

from collections.abc import Collection, Iterator

from sqlmodel import Session

from app.core.findable import Findable, Finder, everything, from_day
from app.core.i18n import date_short
from app.core.text import sentence
from app.law.phases import Phase
from app.steps.procedures.events import (
    ActRecorded,
    PhaseEntered,
    ProcedureEdited,
    TavoloAdded,
    TavoloEdited,
    TavoloRemoved,
)
from app.steps.procedures.navigation import public_address
from app.steps.procedures.queries import Here, list_acts, list_phase_steps, list_tavoli


def _procedures(
    session: Session, here: Here, refs: Collection[str] | None = None
) -> Iterator[Findable]:
    procedure = here.procedure
    if procedure.phase is Phase.DRAFT:
        return
    steps = list_phase_steps(session, procedure.pk)
    tavoli = list_tavoli(session, procedure.pk)
    named = "; ".join(tavolo.name for tavolo in tavoli)
    yield Findable(
        ref=procedure.public_id,
        title=procedure.title,
        text="\n".join(part for part in (procedure.purpose, named and f"Tavoli: {named}.") if part),
        more=" ".join(
            (
                here.authority.name,
                procedure.plan_name,
                procedure.plan_years,
                *(tavolo.description for tavolo in tavoli),
            )
        ),
        address=public_address(here),
        day=from_day(steps[0].entered_at if steps else procedure.created_at),
    )


def _acts(session: Session, here: Here, refs: Collection[str] | None = None) -> Iterator[Findable]:
    if here.procedure.phase is Phase.DRAFT:
        return
    for act, _ in list_acts(session, here.procedure.pk):
        yield Findable(
            ref=act.public_id,
            title=f"{sentence(act.kind.label)} n. {act.number} del {date_short(act.adopted_on)}",
            text=act.subject,
            more=act.organ,
            address=public_address(here, "/documenti#atti"),
            day=act.adopted_on,
        )


FINDERS = (
    Finder(
        "procedure",
        "Procedimenti",
        _procedures,
        events=dict.fromkeys(
            (PhaseEntered, ProcedureEdited, TavoloAdded, TavoloEdited, TavoloRemoved), everything
        ),
    ),
    Finder("act", "Atti", _acts, events={ActRecorded: everything, PhaseEntered: everything}),
)
