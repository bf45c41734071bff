"""Every body behind the domande of a procedure: who files them, and who takes part with it."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from app.core.text import sort_key
from app.people.ets.models import Ets
from app.steps.domande.models import Domanda, DomandaMember
from app.steps.domande.queries.received import RECEIVED


@dataclass(frozen=True, slots=True)
class Party:
    """A body of a received domanda. `ref` is its public id, or the member's if it has no profile.

    `ets_id` and `tax_code` are empty where they are not known.
    """

    ref: str
    name: str
    ets_id: int | None
    tax_code: str | None


def list_parties(session: Session, procedure_id: int) -> list[Party]:
    """The bodies whose domande were received and those that are in them, once each, by name."""
    leads = session.exec(
        select(Ets)
        .join(Domanda, col(Domanda.ets_id) == col(Ets.id))
        .where(Domanda.procedure_id == procedure_id, RECEIVED)
    ).all()
    members = session.exec(
        select(DomandaMember, Ets)
        .join(Domanda, col(DomandaMember.domanda_id) == col(Domanda.id))
        .outerjoin(Ets, col(Ets.tax_code) == col(DomandaMember.tax_code))
        .where(Domanda.procedure_id == procedure_id, RECEIVED)
        .order_by(col(DomandaMember.id))
    ).all()
    found = {ets.public_id: _of(ets) for ets in leads}
    codes = {party.tax_code for party in found.values()}
    for member, ets in members:
        if member.tax_code not in codes:
            codes.add(member.tax_code)
            party = _of(ets) if ets is not None else _unknown(member)
            found[party.ref] = party
    return sorted(found.values(), key=lambda party: (sort_key(party.name), party.ref))


def _of(ets: Ets) -> Party:
    return Party(ets.public_id, ets.name, ets.pk, ets.tax_code)


def _unknown(member: DomandaMember) -> Party:
    return Party(member.public_id, member.name, None, member.tax_code)


def domande_of(
    session: Session, procedure_id: int, ets_ids: Collection[int], tax_codes: Collection[str]
) -> frozenset[int]:
    """The keys of the domande that one of these bodies files, or takes part in; drafts too.

    A body is known by its key or by its tax code, for a member may have no profile.
    """
    if not ets_ids and not tax_codes:
        return frozenset()
    own = select(Ets.tax_code).where(col(Ets.id).in_(ets_ids), col(Ets.tax_code).is_not(None))
    codes = col(DomandaMember.tax_code)
    lead = col(Domanda.body_tax_code)
    rows = session.exec(
        select(Domanda.id)
        .outerjoin(DomandaMember, col(DomandaMember.domanda_id) == col(Domanda.id))
        .where(
            Domanda.procedure_id == procedure_id,
            or_(
                col(Domanda.ets_id).in_(ets_ids),
                col(DomandaMember.ets_id).in_(ets_ids),
                codes.in_(tax_codes),
                codes.in_(own),
                lead.in_(tax_codes),
            ),
        )
    ).all()
    return frozenset(pk for pk in rows if pk is not None)
