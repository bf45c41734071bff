"""What follows where something below changes that the public pages of this room show."""

from collections.abc import Mapping

from sqlmodel import Session, col, or_, select

from app.core.audit.chain import touch_page
from app.core.events import Event, Reaction
from app.people.authorities.models import Authority
from app.people.ets.events import BodyEdited
from app.steps.contributions.models import Contribution
from app.steps.istanze.models import Istanza, IstanzaBody
from app.steps.istanze.queries import Asked
from app.steps.laboratories.models import Seat
from app.steps.procedures.queries import get_by_id


def _renamed(session: Session, event: BodyEdited) -> None:
    """Where a body sits, wrote or asked, the pages and the open data say its new name at once."""
    if "name" not in event.changed:
        return
    scopes = {*_of_procedures(session, event.ets_id), *_of_istanze(session, event.ets_id)}
    for scope in sorted(scopes):
        touch_page(session, scope)


def _of_procedures(session: Session, ets_id: int) -> set[str]:
    found: set[int] = set()
    for model in (Contribution, Seat):
        query = select(model.procedure_id).where(model.ets_id == ets_id).distinct()
        found.update(session.exec(query).all())
    return {scope for key in found for scope in get_by_id(session, key).scopes}


def _of_istanze(session: Session, ets_id: int) -> set[str]:
    signed = select(IstanzaBody.istanza_id).where(IstanzaBody.ets_id == ets_id)
    rows = session.exec(
        select(Authority, Istanza)
        .join(Istanza, col(Istanza.authority_id) == col(Authority.id))
        .where(or_(Istanza.lead_ets_id == ets_id, col(Istanza.id).in_(signed)))
    ).all()
    return {scope for authority, istanza in rows for scope in Asked(authority, istanza).scopes}


REACTIONS: Mapping[type[Event], tuple[Reaction, ...]] = {BodyEdited: (_renamed,)}
