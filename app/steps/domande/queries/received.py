"""Domande that the office has received, filed online or registered: never a draft."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from app.core.errors import NotFoundError
from app.steps.domande.models import Domanda, DomandaTavolo
from app.steps.procedures.models import Tavolo

RECEIVED = col(Domanda.filed_at).is_not(None)


def get_received(
    session: Session, procedure_id: int, public_id: str, *, lock: bool = False
) -> Domanda:
    """A domanda that was filed or registered in this procedure. Raises NotFoundError."""
    query = select(Domanda).where(
        Domanda.procedure_id == procedure_id, Domanda.public_id == public_id, RECEIVED
    )
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = session.exec(query).first()
    if found is None:
        raise NotFoundError
    return found


def list_seats(session: Session, domanda_id: int) -> list[tuple[DomandaTavolo, str]]:
    """The tavoli a domanda asks for with their names, in the order of preference."""
    rows = session.exec(
        select(DomandaTavolo, Tavolo.name)
        .join(Tavolo, col(DomandaTavolo.tavolo_id) == col(Tavolo.id))
        .where(DomandaTavolo.domanda_id == domanda_id)
        .order_by(col(DomandaTavolo.preference))
    ).all()
    return [(seat, name) for seat, name in rows]


def tavoli_of(session: Session, domanda_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The names of the tavoli that each domanda asks for, in the order of preference."""
    rows = session.exec(
        select(DomandaTavolo.domanda_id, Tavolo.name)
        .join(Tavolo, col(DomandaTavolo.tavolo_id) == col(Tavolo.id))
        .where(col(DomandaTavolo.domanda_id).in_(domanda_ids))
        .order_by(col(DomandaTavolo.domanda_id), col(DomandaTavolo.preference))
    ).all()
    names: dict[int, tuple[str, ...]] = {}
    for domanda_id, name in rows:
        names[domanda_id] = (*names.get(domanda_id, ()), name)
    return names
