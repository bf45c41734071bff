"""Saying that a node of the synthesis is in an item of the plan, or that it is not any more."""

from sqlmodel import Session, col, select

from app.core.clock import legal_now
from app.core.errors import InvalidFormError
from app.core.events import emit
from app.core.security.actor import Actor
from app.steps.coverage.events import NodePutInPlan, NodeTakenFromPlan
from app.steps.coverage.forms import UnlinkForm
from app.steps.coverage.models import PlanLink
from app.steps.plans.actions.writing import refuse_unless_open
from app.steps.plans.models import PlanItem
from app.steps.procedures.queries import Here
from app.steps.synthesis.models import Node


def link_node(
    session: Session, actor: Actor, here: Here, node: Node, item: PlanItem, why: str
) -> PlanLink:
    """Tie a node to an item of the plan, with the reason.

    The procedure is locked. Raises InvalidFormError where they are tied already, RuleError once
    the procedure is over.
    """
    refuse_unless_open(here)
    tied = session.exec(
        select(PlanLink.id).where(
            PlanLink.node_id == node.pk,
            PlanLink.item_id == item.pk,
            col(PlanLink.ended_at).is_(None),
        )
    ).first()
    if tied is not None:
        raise InvalidFormError({"other": f"{node.code} e {item.code} sono già collegati."})
    link = PlanLink(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        node_id=node.pk,
        item_id=item.pk,
        why=why,
        by_id=actor.account_id,
        at=legal_now(),
    )
    session.add(link)
    session.flush()
    about = here.openly_about(actor, link)
    emit(session, NodePutInPlan(**about, node=node.code, item=item.code))
    return link


def unlink_node(
    session: Session, actor: Actor, here: Here, link: PlanLink, form: UnlinkForm
) -> None:
    """End a link; that it was there, and why it ended, stays."""
    refuse_unless_open(here)
    link.ended_at = legal_now()
    link.ended_by_id = actor.account_id
    link.ended_why = form.why
    session.add(link)
    session.flush()
    node, item = session.get_one(Node, link.node_id), session.get_one(PlanItem, link.item_id)
    about = here.openly_about(actor, link)
    emit(session, NodeTakenFromPlan(**about, node=node.code, item=item.code))
