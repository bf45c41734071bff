"""What the office tells a body whose domanda it registered."""

from typing import Any

from sqlmodel import Session

from app.core.jobs.mail import send_mail_from
from app.steps.domande.models import Domanda
from app.steps.domande.queries.recipients import Recipient, list_recipients
from app.steps.procedures.queries import Here


def tell_registered(
    session: Session,
    here: Here,
    domanda: Domanda,
    earlier: Domanda | None = None,
    draft: Domanda | None = None,
) -> None:
    """The number given to a domanda that came by PEC or on paper. Source: L. 241/1990, 18-bis.

    `earlier` is the filed one that it replaces, `draft` what the body was writing online: who
    began it is told too.
    """
    about = [one for one in (domanda, earlier, draft) if one is not None]
    by_domanda = list_recipients(session, about)
    known = {one.address: one for each in about for one in by_domanda[each.pk]}
    for recipient in known.values():
        _send(
            session,
            "domande/registered",
            here,
            recipient,
            domanda=domanda,
            earlier=earlier,
            draft=draft,
        )


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
