"""The plan may be read by anyone before the restitution, where the office says so."""

from sqlmodel import Session

from app.core.clock import legal_now
from app.core.errors import RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.steps.plans.actions.writing import plan_of, refuse_unless_open
from app.steps.plans.events import PlanPublished
from app.steps.plans.queries import is_plan_public, list_items
from app.steps.procedures.queries import Here


def publish_plan(session: Session, actor: Actor, here: Here) -> None:
    """Mark the plan published. Raises RuleError for an empty one or one that is public already."""
    refuse_unless_open(here)
    if is_plan_public(session, here.procedure.pk):
        raise RuleError("Il piano è già pubblicato.")
    if not list_items(session, here.procedure.pk):
        raise RuleError("Il piano è vuoto: non c'è niente da pubblicare.")
    plan = plan_of(session, here)
    plan.published_at = legal_now()
    plan.published_by_id = actor.account_id
    session.add(plan)
    session.flush()
    emit(
        session,
        PlanPublished(
            actor_ref=actor.ref,
            chain=here.procedure.public_id,
            subject=here.procedure.public_id,
            scopes=here.scopes,
            procedure_id=here.procedure.pk,
        ),
    )
