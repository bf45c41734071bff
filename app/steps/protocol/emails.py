"""The authority's number, told to the body when it is recorded."""

from sqlmodel import Session

from app.core.jobs.mail import send_mail_from
from app.steps.domande.models import Domanda
from app.steps.domande.queries.recipients import list_recipients
from app.steps.procedures.queries import Here


def tell_recorded(session: Session, here: Here, domande: list[Domanda]) -> None:
    """To each body and to who filed. Source: DPR 445/2000, art. 53."""
    recipients = list_recipients(session, domande)
    for domanda in domande:
        for recipient in recipients[domanda.pk]:
            send_mail_from(
                session,
                "protocol/recorded",
                to=recipient.address,
                to_ref=recipient.ref,
                chain=here.procedure.public_id,
                sender_name=here.authority.sender_name,
                reply_to=here.authority.reply_to,
                pec_from=here.authority.pec if recipient.pec else "",
                here=here,
                domanda=domanda,
            )
