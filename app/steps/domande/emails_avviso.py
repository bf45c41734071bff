"""What a change of the avviso means for who has a draft and for who has applied."""

from collections.abc import Sequence

from sqlmodel import Session

from app.people.ets.queries import list_acting
from app.steps.avvisi.models import AvvisoChange, AvvisoVersion
from app.steps.domande.enums import DomandaState
from app.steps.domande.letters import send_to
from app.steps.domande.models import Domanda
from app.steps.domande.queries.recipients import Recipient, list_told
from app.steps.procedures.queries import Here


def tell_avviso_changed(
    session: Session,
    here: Here,
    version: AvvisoVersion,
    change: AvvisoChange,
    domande: Sequence[Domanda],
) -> None:
    """A draft's news goes to everybody who may act for its body; a filed one's as its receipt.

    Who takes part together with either is told too; of a draft, who confirmed.
    """
    filed = [one for one in domande if one.state is DomandaState.FILED]
    drafts = [one for one in domande if one.state is not DomandaState.FILED]
    recipients = list_told(session, filed)
    for pk, together in list_told(session, drafts, own_word=True).items():
        recipients[pk] = tuple(one for one in together if one.copy)
    for draft in drafts:
        recipients[draft.pk] = (*_people(session, draft), *recipients[draft.pk])
    for domanda in domande:
        for recipient in recipients[domanda.pk]:
            send_to(
                session,
                "domande/avviso_changed",
                here,
                recipient,
                domanda=domanda,
                version=version,
                change=change,
            )


def _people(session: Session, draft: Domanda) -> tuple[Recipient, ...]:
    if draft.ets_id is None:
        return ()
    people = list_acting(session, draft.ets_id)
    return tuple({one.email: Recipient(one.email, "") for one in people}.values())
