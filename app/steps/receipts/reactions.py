"""Whoever files a domanda, or hands it in another way, gets a receipt with its number."""

from collections.abc import Mapping

from sqlmodel import Session

from app.core.events import Event, Reaction
from app.steps.domande.events import DomandaFiled, DomandaRegistered
from app.steps.domande.queries.received import get_received
from app.steps.receipts.actions import give_receipt


def _received(session: Session, event: DomandaFiled | DomandaRegistered) -> None:
    give_receipt(session, get_received(session, event.procedure_id, event.subject))


REACTIONS: Mapping[type[Event], tuple[Reaction, ...]] = {
    DomandaFiled: (_received,),
    DomandaRegistered: (_received,),
}
