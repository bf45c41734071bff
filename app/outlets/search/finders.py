"""What there is to be found, room by room: a room is found by declaring `FINDERS`."""

from app.core.findable import Finder
from app.steps.avvisi.findable import FINDERS as AVVISI
from app.steps.calendar.findable import FINDERS as CALENDAR
from app.steps.contributions.findable import FINDERS as CONTRIBUTIONS
from app.steps.esiti.findable import FINDERS as ESITI
from app.steps.laboratories.findable import FINDERS as LABORATORIES
from app.steps.monitoring.findable import FINDERS as MONITORING
from app.steps.plans.findable import FINDERS as PLANS
from app.steps.procedures.findable import FINDERS as PROCEDURES
from app.steps.publication.findable import FINDERS as PUBLICATION
from app.steps.questions.findable import FINDERS as QUESTIONS
from app.steps.reports.findable import FINDERS as REPORTS
from app.steps.synthesis.findable import FINDERS as SYNTHESIS

FINDERS: dict[str, Finder] = {
    finder.kind: finder
    for finder in (
        *PROCEDURES,
        *AVVISI,
        *QUESTIONS,
        *CONTRIBUTIONS,
        *SYNTHESIS,
        *ESITI,
        *REPORTS,
        *PLANS,
        *MONITORING,
        *LABORATORIES,
        *CALENDAR,
        *PUBLICATION,
    )
}
"""Kind → what finds it, in the order in which the page offers them."""

LABELS = {kind: finder.label for kind, finder in FINDERS.items()}
