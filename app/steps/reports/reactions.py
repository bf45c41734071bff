"""What the report does when a contribution that it tells is public no more as it was."""

from collections.abc import Mapping

from sqlmodel import Session

from app.core.events import Event, Reaction
from app.law.reserved import TAKEN_BACK
from app.steps.contributions.events import ContributionModerated
from app.steps.procedures.queries import get_by_id
from app.steps.publication.actions import withdraw_document
from app.steps.publication.forms import WithdrawForm
from app.steps.publication.queries import list_entries
from app.steps.reports.enums import Audience
from app.steps.reports.queries import list_published_versions


def _moderated(session: Session, event: ContributionModerated) -> None:
    """Published versions say its words: they leave the site, with what compares them."""
    if not event.takes_back:
        return
    rows = list_published_versions(session, event.procedure_id)
    files = {row.pdf(Audience.PUBLIC).pk for row in rows}
    if not files:
        return
    here = get_by_id(session, event.procedure_id)
    for entry, _ in list_entries(session, event.procedure_id):
        if entry.file_id in files:
            withdraw_document(session, event.actor_ref, here, entry, WithdrawForm(why=TAKEN_BACK))


REACTIONS: Mapping[type[Event], tuple[Reaction, ...]] = {ContributionModerated: (_moderated,)}
