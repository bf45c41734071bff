"""What esiti do when the synthesis or a contribution changes under them."""

from collections.abc import Mapping

from sqlmodel import Session, select

from app.core.events import Event, Reaction
from app.steps.contributions.enums import FOR_SYNTHESIS, ContributionState
from app.steps.contributions.events import ContributionModerated
from app.steps.contributions.models import Contribution
from app.steps.esiti.actions import count_again, forget_title, refill_reasons, settle
from app.steps.esiti.queries import has_node_esiti, list_inheriting, list_sources
from app.steps.procedures.queries import get_by_id
from app.steps.synthesis.enums import Step
from app.steps.synthesis.events import NodeChanged
from app.steps.synthesis.models import Node

_OF_ITS_OWN = frozenset({Step.MADE, Step.JOINED, Step.REMOVED, Step.RESTORED})
"""Steps after which what a node is drawn from tells all that may change."""
_FROM_OTHERS = frozenset({Step.PARTED, Step.MERGED, Step.SPLIT, Step.MOVED})
"""Steps by which contributions leave a node: where they were is no more to be seen."""


def _node_changed(session: Session, event: NodeChanged) -> None:
    """What inherits follows: a node was taken out or came back, a contribution joined or left."""
    key = event.procedure_id
    touched = _OF_ITS_OWN | _FROM_OTHERS | {Step.SOURCE_CHANGED}
    if event.step not in touched or not has_node_esiti(session, key):
        return
    node = session.exec(
        select(Node).where(Node.procedure_id == key, Node.public_id == event.subject)
    ).one()
    if event.step == Step.SOURCE_CHANGED:
        forget_title(session, event.actor_ref, get_by_id(session, key), node)
        return
    drawn = list_sources(session, key, None if event.step in _FROM_OTHERS else [node.pk])
    settle(session, node, {*drawn, *list_inheriting(session, key, node.pk)})


def _moderated(session: Session, event: ContributionModerated) -> None:
    """What was withheld, redacted or let out: reasons, counts and inheritance follow."""
    states = {ContributionState(event.origin), ContributionState(event.target)}
    if not states & FOR_SYNTHESIS:
        return
    contribution = session.exec(
        select(Contribution).where(
            Contribution.procedure_id == event.procedure_id,
            Contribution.public_id == event.subject,
        )
    ).one()
    refill_reasons(session, contribution.procedure_id, contribution.pk)
    if has_node_esiti(session, contribution.procedure_id):
        settle(session, contribution, {contribution.pk})
    count_again(session, contribution.procedure_id, contribution.authority_id)


REACTIONS: Mapping[type[Event], tuple[Reaction, ...]] = {
    NodeChanged: (_node_changed,),
    ContributionModerated: (_moderated,),
}
