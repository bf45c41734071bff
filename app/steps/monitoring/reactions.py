"""What the year after does when words that its accounts may repeat are public no more."""

from collections.abc import Mapping

from sqlmodel import Session

from app.core.events import Event, Reaction
from app.steps.contributions.events import ContributionModerated
from app.steps.monitoring.actions.accounts import withdraw_accounts
from app.steps.procedures.queries import get_by_id


def _moderated(session: Session, event: ContributionModerated) -> None:
    if event.takes_back:
        withdraw_accounts(session, event.actor_ref, get_by_id(session, event.procedure_id))


REACTIONS: Mapping[type[Event], tuple[Reaction, ...]] = {ContributionModerated: (_moderated,)}
