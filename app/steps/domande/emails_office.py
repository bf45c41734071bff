"""What the office tells a body whose domanda it registered."""

from sqlmodel import Session

from app.steps.domande.letters import send_to
from app.steps.domande.models import Domanda
from app.steps.domande.queries.recipients import list_recipients
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
        send_to(
            session,
            "domande/registered",
            here,
            recipient,
            domanda=domanda,
            earlier=earlier,
            draft=draft,
        )
