"""What every change of the plan begins with."""

from sqlmodel import Session

from app.core.errors import RuleError
from app.steps.plans.enums import CLOSED
from app.steps.plans.models import Plan
from app.steps.plans.queries import get_plan
from app.steps.procedures.queries import Here


def refuse_unless_open(here: Here) -> None:
    """The plan is written until the procedure is archived or revoked. Raises RuleError."""
    if here.procedure.phase in CLOSED:
        raise RuleError(
            f"Il procedimento è {here.procedure.phase.label.lower()}: il piano non si modifica più."
        )


def plan_of(session: Session, here: Here) -> Plan:
    """The plan's own row, made at its first use. Lock the procedure before."""
    plan = get_plan(session, here.procedure.pk)
    if plan is None:
        plan = Plan(procedure_id=here.procedure.pk, authority_id=here.authority.pk)
        session.add(plan)
        session.flush()
    return plan


def count_edition(session: Session, here: Here) -> None:
    """The tree is another one from now on: what was shown before cannot be confirmed."""
    plan = plan_of(session, here)
    plan.edition += 1
    session.add(plan)
    session.flush()
