"""The facts of a procedure, gathered from every room that knows some."""

from collections.abc import Callable
from typing import Any

from sqlmodel import Session

from app.law.facts import ProcedureFacts
from app.steps.avvisi.facts import avviso_facts
from app.steps.calendar.facts import calendar_facts
from app.steps.contributions.facts import contributions_facts
from app.steps.esiti.facts import esiti_facts
from app.steps.examination.facts import examination_facts
from app.steps.laboratories.facts import laboratories_facts
from app.steps.procedures.facts import procedure_facts
from app.steps.procedures.queries import Here
from app.steps.publication.facts import publication_facts
from app.steps.reports.facts import reports_facts
from app.steps.synthesis.facts import synthesis_facts

# In the rooms' order: a later room that knows better has the last word.
FACTS: tuple[Callable[[Session, Here], dict[str, Any]], ...] = (
    procedure_facts,
    calendar_facts,
    publication_facts,
    avviso_facts,
    examination_facts,
    laboratories_facts,
    contributions_facts,
    synthesis_facts,
    esiti_facts,
    reports_facts,
)


def gather_facts(session: Session, here: Here) -> ProcedureFacts:
    """What is known of the procedure now; a constant number of queries."""
    known: dict[str, Any] = {}
    for facts_of in FACTS:
        known |= facts_of(session, here)
    return ProcedureFacts(**known)
