"""What the synthesis does when a contribution that is in a node is decided on anew."""

from sqlmodel import Session

from app.core.events import Event, Reaction
from app.steps.contributions.events import ContributionModerated
from app.steps.procedures.queries import get_by_id
from app.steps.synthesis.actions import mark_for_rereading


def _moderated(session: Session, event: ContributionModerated) -> None:
    """Words that were public are so no more: who wrote them into a node has to reread it."""
    if event.takes_back:
        here = get_by_id(session, event.procedure_id)
        mark_for_rereading(session, event.actor_ref, here, event.subject, event.target)


REACTIONS: dict[type[Event], tuple[Reaction, ...]] = {ContributionModerated: (_moderated,)}
