"""What participants are told about the synthesis."""

from sqlmodel import Session

from app.core.jobs.mail import send_mail_from
from app.people.ets.models import Ets
from app.steps.laboratories.queries import list_seats
from app.steps.procedures.queries import Here
from app.steps.synthesis.models import Observation, SharedDraft
from app.steps.synthesis.navigation import AREA


def tell_draft_shared(session: Session, here: Here, draft: SharedDraft) -> int:
    """A mail to each address of each seat, once; gives how many were written."""
    told: dict[str, str] = {}
    for seat in list_seats(session, here.procedure.pk):
        for address in seat.addresses:
            told.setdefault(address, seat.ets_public_id)
    for address, ref in told.items():
        send_mail_from(
            session,
            "synthesis/draft_shared",
            to=address,
            to_ref=ref,
            chain=here.procedure.public_id,
            sender_name=here.authority.sender_name,
            reply_to=here.authority.reply_to,
            procedure=here.procedure.title,
            authority=here.authority.name,
            number=draft.number,
            until=draft.observations_until,
            address=f"{AREA}/{draft.public_id}",
        )
    return len(told)


def tell_observation_answered(
    session: Session,
    here: Here,
    draft: SharedDraft,
    observation: Observation,
    author: str,
    *,
    shown: bool,
) -> None:
    """The answer, to who sent the observation (`author` is their address).

    `shown` when the page has what changed, before and after.
    """
    body = session.get_one(Ets, observation.ets_id)
    send_mail_from(
        session,
        "synthesis/observation_answered",
        to=author,
        to_ref=body.public_id,
        chain=here.procedure.public_id,
        sender_name=here.authority.sender_name,
        reply_to=here.authority.reply_to,
        procedure=here.procedure.title,
        body=body.name,
        answer=observation.answer,
        changed=observation.changed,
        shown=shown,
        address=f"{AREA}/{draft.public_id}",
    )
