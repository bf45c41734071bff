"""The conflicts that were declared, and the domande from which they keep somebody."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.people.accounts.models import Account
from app.people.ets.queries import list_bodies_of
from app.steps.domande.models import Domanda
from app.steps.domande.queries.parties import Party, domande_of, list_parties
from app.steps.examination.models import CommissionMember, Conflict


@dataclass(frozen=True, slots=True)
class Declared:
    """A declared conflict and who declared it, by the name of their seat or else their own."""

    conflict: Conflict
    who: str
    seated: bool


def list_conflicts(session: Session, procedure_id: int) -> list[Declared]:
    """Each declared conflict, in the order they were declared."""
    seats = dict(
        session.exec(
            select(CommissionMember.account_id, CommissionMember.name).where(
                CommissionMember.procedure_id == procedure_id
            )
        ).all()
    )
    rows = session.exec(
        select(Conflict, Account)
        .join(Account, col(Conflict.account_id) == col(Account.id))
        .where(Conflict.procedure_id == procedure_id)
        .order_by(col(Conflict.id))
    ).all()
    return [
        Declared(one, seats.get(account.pk, account.name), account.pk in seats)
        for one, account in rows
    ]


def list_own_conflicts(session: Session, procedure_id: int, account_id: int) -> list[Conflict]:
    """What a person has declared, in order."""
    query = select(Conflict).where(
        Conflict.procedure_id == procedure_id, Conflict.account_id == account_id
    )
    return list(session.exec(query.order_by(col(Conflict.id))).all())


def list_free_parties(
    session: Session, procedure_id: int, declared: Sequence[Conflict]
) -> list[Party]:
    """The bodies of the received domande that are not among the `declared` conflicts."""
    bodies = {one.ets_id for one in declared} - {None}
    codes = {one.tax_code for one in declared} - {None}
    return [
        party
        for party in list_parties(session, procedure_id)
        if party.ets_id not in bodies and party.tax_code not in codes
    ]


def in_conflict(session: Session, procedure_id: int, account_id: int) -> frozenset[int]:
    """The domande, by key, with a body that a person declared a conflict with."""
    return _concerned(session, procedure_id, list_own_conflicts(session, procedure_id, account_id))


def _concerned(session: Session, procedure_id: int, declared: Sequence[Conflict]) -> frozenset[int]:
    bodies = {one.ets_id for one in declared if one.ets_id is not None}
    codes = {one.tax_code for one in declared if one.tax_code}
    return domande_of(session, procedure_id, bodies, codes)


def kept_from(session: Session, procedure_id: int, account_id: int) -> frozenset[int]:
    """The domande, by key, from which a person keeps out today: own bodies and conflicts."""
    own = domande_of(session, procedure_id, list_bodies_of(session, account_id), ())
    return own | in_conflict(session, procedure_id, account_id)


def conflicts_with(session: Session, account_id: int, domanda: Domanda) -> list[Conflict]:
    """The declarations for which a person abstains from this domanda."""
    return [
        one
        for one in list_own_conflicts(session, domanda.procedure_id, account_id)
        if domanda.pk in _concerned(session, domanda.procedure_id, [one])
    ]
