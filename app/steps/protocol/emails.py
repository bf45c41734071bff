"""The authority's number, told to the body when it is recorded."""

from sqlmodel import Session

from app.steps.domande.letters import send_to
from app.steps.domande.models import Domanda
from app.steps.domande.queries.recipients import list_recipients
from app.steps.procedures.queries import Here


def tell_recorded(session: Session, here: Here, domande: list[Domanda]) -> None:
    """To each body and to who filed. Source: DPR 445/2000, art. 53."""
    recipients = list_recipients(session, domande)
    for domanda in domande:
        for recipient in recipients[domanda.pk]:
            send_to(session, "protocol/recorded", here, recipient, domanda=domanda)
