"""Moving a procedure from phase to phase, as the law's table allows."""

from sqlmodel import Session

from app.core.clock import legal_now
from app.core.errors import RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.law.duties import ProcedureFacts
from app.law.phases import Phase
from app.law.transitions import advance as may_advance
from app.steps.procedures.events import PhaseEntered
from app.steps.procedures.models import PhaseStep
from app.steps.procedures.queries import Here


def advance(
    session: Session, actor: Actor, here: Here, target: Phase, facts: ProcedureFacts
) -> None:
    """Enter `target` if `facts` allow it; every refusal comes with its source.

    The room that completes a phase calls this with the facts it knows. Raises RuleError.
    """
    procedure = here.procedure
    decision = may_advance(procedure.phase, target, facts)
    if not decision.allowed:
        first = decision.refusals[0]
        reasons = " ".join(refusal.reason for refusal in decision.refusals)
        raise RuleError(reasons, remedy=first.remedy, source=first.source)
    origin = procedure.phase
    procedure.suspended_from = origin if target is Phase.SUSPENDED else None
    procedure.phase = target
    session.add(procedure)
    session.add(
        PhaseStep(
            procedure_id=procedure.pk,
            authority_id=here.authority.pk,
            origin=origin,
            target=target,
            entered_at=legal_now(),
        )
    )
    emit(
        session,
        PhaseEntered(
            actor_ref=actor.ref,
            chain=procedure.public_id,
            subject=procedure.public_id,
            scopes=here.scopes,
            procedure_id=procedure.pk,
            origin=origin.value,
            target=target.value,
        ),
    )
