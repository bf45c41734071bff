"""A letter about a domanda to one recipient, from the authority that leads the procedure."""

from typing import Any

from sqlmodel import Session

from app.core.jobs.mail import send_mail_from
from app.core.jobs.models import Message
from app.steps.domande.queries.recipients import Recipient
from app.steps.procedures.queries import Here


def send_to(
    session: Session, template: str, here: Here, recipient: Recipient, **data: Any
) -> Message:
    """Write `template` to `recipient`, by PEC where both have one. Source: CAD art. 6.

    The template reads `here` and `copy` beside `data`.
    """
    return send_mail_from(
        session,
        template,
        to=recipient.address,
        to_ref=recipient.ref,
        chain=here.procedure.public_id,
        sender_name=here.authority.sender_name,
        reply_to=here.authority.reply_to,
        pec_from=here.authority.pec if recipient.pec else "",
        here=here,
        copy=recipient.copy,
        **data,
    )
