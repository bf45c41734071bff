"""What the report does when a contribution that it tells is public no more as it was."""

from collections.abc import Mapping
from typing import Final

from sqlmodel import Session

from app.core.events import Event, Reaction
from app.steps.contributions.enums import PUBLIC, ContributionState
from app.steps.contributions.events import ContributionModerated
from app.steps.procedures.queries import get_by_id
from app.steps.publication.actions import withdraw_document
from app.steps.publication.forms import WithdrawForm
from app.steps.publication.queries import list_entries
from app.steps.reports.enums import Audience
from app.steps.reports.queries import list_published_versions

WHY: Final = (
    "Contiene parole di un contributo che ora si pubblica con omissis o non si pubblica più. "
    "Segue una nuova versione."
)
_TAKEN_BACK = frozenset({ContributionState.REDACTED, ContributionState.WITHHELD})


def _moderated(session: Session, event: ContributionModerated) -> None:
    """Published versions say its words: they leave the site, with what compares them.

    Source: D.lgs. 33/2013, art. 7-bis c. 4.
    """
    if event.origin not in PUBLIC or event.target not in _TAKEN_BACK:
        return
    rows = list_published_versions(session, event.procedure_id)
    files = {row.pdf(Audience.PUBLIC).pk for row in rows}
    if not files:
        return
    here = get_by_id(session, event.procedure_id)
    for entry, _ in list_entries(session, event.procedure_id):
        if entry.file_id in files:
            withdraw_document(session, event.actor_ref, here, entry, WithdrawForm(why=WHY))


REACTIONS: Mapping[type[Event], tuple[Reaction, ...]] = {ContributionModerated: (_moderated,)}
