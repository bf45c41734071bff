"""A second person confirms a decision or sends it back, where the authority wants one."""

from sqlmodel import Session

from app.core.clock import legal_now
from app.core.errors import RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.steps.domande.models import Domanda
from app.steps.examination.actions.examine import check_examiner
from app.steps.examination.events import DecisionConfirmed, DecisionReturned
from app.steps.examination.forms import ReturnForm
from app.steps.examination.models import Decision
from app.steps.examination.queries.one import get_unpublished_decision
from app.steps.procedures.queries import Here


def confirm_decision(session: Session, actor: Actor, here: Here, domanda: Domanda) -> None:
    """Confirm what another person decided: from now on a list may publish it. Raises RuleError."""
    decision = _waiting(session, actor, here, domanda)
    decision.confirmed_by_id, decision.confirmed_at = actor.account_id, legal_now()
    session.add(decision)
    emit(session, DecisionConfirmed(**here.about(actor, domanda), outcome=decision.outcome.value))


def return_decision(
    session: Session, actor: Actor, here: Here, domanda: Domanda, form: ReturnForm
) -> None:
    """Send it back with the reason: it will be decided again. Raises RuleError."""
    decision = _waiting(session, actor, here, domanda)
    decision.returned_by_id, decision.returned_at = actor.account_id, legal_now()
    decision.returned_reason, decision.replaced_at = form.why, legal_now()
    session.add(decision)
    emit(session, DecisionReturned(**here.about(actor, domanda), outcome=decision.outcome.value))


def _waiting(session: Session, actor: Actor, here: Here, domanda: Domanda) -> Decision:
    check_examiner(session, actor, here, domanda)
    decision = get_unpublished_decision(session, domanda.pk)
    if decision is None or not decision.waits:
        raise RuleError("Nessuna decisione attende la conferma di una seconda persona.")
    if decision.decided_by_id == actor.account_id:
        raise RuleError(
            "L'avete proposta voi: la conferma un'altra persona.",
            remedy="Se avete cambiato idea, decidete di nuovo.",
        )
    return decision
