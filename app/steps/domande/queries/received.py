"""Domande that the office has received, filed online or registered: never a draft."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from app.core.errors import NotFoundError
from app.core.i18n import date_short
from app.people.accounts.models import Account
from app.people.ets.enums import MembershipKind
from app.steps.domande.models import Domanda, DomandaTavolo
from app.steps.domande.queries.area import get_amended, get_successor
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


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who filed a domanda and on which mandate as it stood then, and its place in the chain.

    `earlier` is the one it replaced, `later` the one that replaced it. `ground` is empty where
    the office registered it.
    """

    filed_by: str
    ground: str
    earlier: Domanda | None
    later: Domanda | None


def get_provenance(session: Session, domanda: Domanda) -> Provenance:
    """Where a received domanda comes from, in three queries at most."""
    filer = session.get(Account, domanda.filed_by_id) if domanda.filed_by_id else None
    return Provenance(
        filed_by=filer.name if filer else "",
        ground=ground_words(domanda.ground),
        earlier=get_amended(session, domanda),
        later=get_successor(session, domanda),
    )


def who_typed(session: Session, domanda: Domanda) -> str:
    """Who of the office typed a domanda for its body, empty where the body filed it online."""
    typist = session.get(Account, domanda.typed_by_id) if domanda.typed_by_id else None
    return typist.name if typist else ""


def ground_words(ground: Mapping[str, str]) -> str:
    """A mandate's snapshot in words: the capacity, its days (in Rome), the file's hash."""
    if not ground:
        return ""
    words = MembershipKind(ground["kind"]).label
    words += f" dal {date_short(date.fromisoformat(ground['since']))}"
    if ground["until"]:
        words += f" al {date_short(date.fromisoformat(ground['until']))}"
    return f"{words} (delega: SHA-256 {ground['sha256']})" if ground["sha256"] else words


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
