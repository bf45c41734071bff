"""Whoever files a domanda, or hands it in another way, gets a receipt with its number."""

from collections.abc import Mapping

from sqlmodel import Session

from app.core.events import Event, Reaction
from app.steps.domande.events import DomandaFiled, DomandaRegistered
from app.steps.domande.queries.filed import filed_in
from app.steps.receipts.actions import give_receipt


def _received(session: Session, event: DomandaFiled | DomandaRegistered) -> None:
    give_receipt(session, filed_in(session, event))


REACTIONS: Mapping[type[Event], tuple[Reaction, ...]] = {
    DomandaFiled: (_received,),
    DomandaRegistered: (_received,),
}
