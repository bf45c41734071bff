"""What the state of the avviso, revoked or open, lets the examination do."""

from sqlmodel import Session

from app.law.decisions import Decision
from app.law.examination import Work, check_work
from app.steps.avvisi.actions.refuse import refuse_unless_allowed
from app.steps.avvisi.queries import get_avviso, standing_of
from app.steps.procedures.queries import Here


def decision_on(session: Session, here: Here, work: Work) -> Decision:
    """What the law says of this work as the avviso stands; always allowed before there is one."""
    avviso = get_avviso(session, here.procedure.pk)
    return Decision() if avviso is None else check_work(work, standing_of(here, avviso))


def refuse_as_it_stands(session: Session, here: Here, work: Work) -> None:
    """Raises RuleError after a revocation, and for what waits for the closing."""
    refuse_unless_allowed(decision_on(session, here, work))
