"""What the office tells a body whose domanda it registered."""

from typing import Any

from sqlmodel import Session

from app.core.jobs.mail import send_mail_from
from app.steps.domande.models import Domanda
from app.steps.domande.queries.recipients import Recipient, list_recipients
from app.steps.procedures.queries import Here


def tell_registered(session: Session, here: Here, domanda: Domanda) -> None:
    """The number given to a domanda that came by PEC or on paper. Source: L. 241/1990, 18-bis."""
    _tell(session, "domande/registered", here, domanda)


def _tell(session: Session, template: str, here: Here, domanda: Domanda, **data: Any) -> None:
    for recipient in list_recipients(session, [domanda])[domanda.pk]:
        _send(session, template, here, recipient, domanda=domanda, **data)


def _send(session: Session, template: str, here: Here, recipient: Recipient, **data: Any) -> None:
    send_mail_from(
        session,
        template,
        to=recipient.address,
        to_ref=recipient.ref,
        chain=here.procedure.public_id,
        sender_name=here.authority.sender_name,
        reply_to=here.authority.reply_to,
        pec_from=here.authority.pec if recipient.pec else "",
        here=here,
        **data,
    )
