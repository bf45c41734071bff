"""Reads of seats. What is private to a body goes through `seats_of` or `sits_at`."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from app.core.audit.models import EventRow
from app.core.errors import NotFoundError
from app.core.security.actor import Actor
from app.people.accounts.models import Account
from app.people.authorities.models import Authority
from app.people.ets.enums import BodyKind
from app.people.ets.models import Ets
from app.steps.domande.models import Domanda
from app.steps.domande.queries.setting import setting_of
from app.steps.laboratories.events import DelegatesChanged
from app.steps.laboratories.models import Seat
from app.steps.procedures.models import Procedure, Tavolo
from app.steps.procedures.queries import Here


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat with its tavolo and body. The people are for the office and for who sits there."""

    public_id: str
    procedure_id: int
    tavolo_id: int
    tavolo_public_id: str
    tavolo_name: str
    ets_id: int
    ets_public_id: str
    ets_name: str
    ets_kind: BodyKind
    ets_email: str
    given_by_office: bool
    with_reservation: bool
    delegate_name: str
    delegate_role: str
    delegate_email: str
    substitute_name: str
    substitute_role: str
    substitute_email: str
    more_delegates: tuple[dict[str, str], ...] = ()

    @property
    def delegates(self) -> tuple[str, ...]:
        """The names of everybody whom the body sends, where given."""
        given = (self.delegate_name, *(person["name"] for person in self.more_delegates))
        return tuple(name for name in given if name)

    @property
    def people(self) -> tuple[str, ...]:
        """The names of delegates and substitute, where given."""
        given = (*self.delegates, self.substitute_name)
        return tuple(dict.fromkeys(name for name in given if name))

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address to convene: delegates, substitute, the body's own."""
        more = (person["email"] for person in self.more_delegates)
        given = (self.delegate_email, *more, self.substitute_email, self.ets_email)
        return tuple(dict.fromkeys(address.casefold() for address in given if address))


@dataclass(frozen=True, slots=True)
class DelegatesChange:
    """`changed` are fields, or the beginning of a further delegate's; `by` may be empty."""

    at: datetime
    changed: tuple[str, ...]
    by: str


@dataclass(frozen=True, slots=True)
class Participant:
    """A body that takes part, as the public may know it: no person's name."""

    ets_id: int
    public_id: str
    name: str
    kind: BodyKind
    with_reservation: bool
    tavolo_ids: tuple[int, ...]
    tavoli: tuple[str, ...]


def _rows(session: Session, *conditions: ColumnElement[bool]) -> list[SeatRow]:
    """The running seats that meet `conditions`, by tavolo and body's name; one query."""
    found = session.exec(
        select(Seat, Tavolo, Ets)
        .join(Tavolo, col(Seat.tavolo_id) == col(Tavolo.id))
        .join(Ets, col(Seat.ets_id) == col(Ets.id))
        .where(col(Seat.ended_at).is_(None), *conditions)
        .order_by(col(Tavolo.position), col(Tavolo.id), Ets.name_key, col(Ets.id))
    ).all()
    return [_row(seat, tavolo, ets) for seat, tavolo, ets in found]


def _row(seat: Seat, tavolo: Tavolo, ets: Ets) -> SeatRow:
    return SeatRow(
        public_id=seat.public_id,
        procedure_id=seat.procedure_id,
        tavolo_id=tavolo.pk,
        tavolo_public_id=tavolo.public_id,
        tavolo_name=tavolo.name,
        ets_id=ets.pk,
        ets_public_id=ets.public_id,
        ets_name=ets.name,
        ets_kind=ets.kind,
        ets_email=ets.email,
        given_by_office=seat.domanda_id is None,
        with_reservation=seat.with_reservation,
        delegate_name=seat.delegate_name,
        delegate_role=seat.delegate_role,
        delegate_email=seat.delegate_email,
        substitute_name=seat.substitute_name,
        substitute_role=seat.substitute_role,
        substitute_email=seat.substitute_email,
        more_delegates=tuple(seat.more_delegates),
    )


def list_seats(session: Session, procedure_id: int, tavolo_id: int | None = None) -> list[SeatRow]:
    """The running seats of a procedure, or of one tavolo, by tavolo and body's name."""
    conditions: list[ColumnElement[bool]] = [col(Seat.procedure_id) == procedure_id]
    if tavolo_id is not None:
        conditions.append(col(Seat.tavolo_id) == tavolo_id)
    return _rows(session, *conditions)


def seats_of(session: Session, actor: Actor, procedure_id: int | None = None) -> list[SeatRow]:
    """The running seats of the bodies the actor may act for, in one procedure or in all."""
    conditions: list[ColumnElement[bool]] = [col(Seat.ets_id).in_(actor.bodies)]
    if procedure_id is not None:
        conditions.append(col(Seat.procedure_id) == procedure_id)
    return _rows(session, *conditions)


def sits_at(session: Session, ets_id: int, tavolo_id: int) -> bool:
    """Whether the body has a running seat at the tavolo."""
    query = select(Seat.id).where(
        Seat.ets_id == ets_id, Seat.tavolo_id == tavolo_id, col(Seat.ended_at).is_(None)
    )
    return session.exec(query).first() is not None


def list_participants(session: Session, procedure_id: int) -> list[Participant]:
    """The bodies that sit at any tavolo, each once, by name."""
    by_body: dict[int, list[SeatRow]] = {}
    for row in list_seats(session, procedure_id):
        by_body.setdefault(row.ets_id, []).append(row)
    people = [
        Participant(
            ets_id=ets_id,
            public_id=rows[0].ets_public_id,
            name=rows[0].ets_name,
            kind=rows[0].ets_kind,
            with_reservation=all(row.with_reservation for row in rows),
            tavolo_ids=tuple(row.tavolo_id for row in rows),
            tavoli=tuple(row.tavolo_name for row in rows),
        )
        for ets_id, rows in by_body.items()
    ]
    return sorted(people, key=lambda person: person.name.casefold())


def get_seat(session: Session, procedure_id: int, public_id: str) -> Seat:
    """A running seat of this procedure, for the office. Raises NotFoundError."""
    found = session.exec(
        select(Seat).where(
            Seat.procedure_id == procedure_id,
            Seat.public_id == public_id,
            col(Seat.ended_at).is_(None),
        )
    ).first()
    if found is None:
        raise NotFoundError
    return found


def get_own_seat(session: Session, actor: Actor, public_id: str, *, lock: bool = False) -> Seat:
    """A running seat of one of the actor's bodies; someone else's is not there (NotFoundError)."""
    query = select(Seat).where(
        Seat.public_id == public_id,
        col(Seat.ets_id).in_(actor.bodies),
        col(Seat.ended_at).is_(None),
    )
    found = session.exec(query.with_for_update() if lock else query).first()
    if found is None:
        raise NotFoundError
    return found


def list_tavolo_seats(session: Session, actor: Actor, tavolo_id: int) -> list[SeatRow]:
    """Who sits at a tavolo, for who sits there too. Raises NotFoundError to anyone else."""
    rows = _rows(session, col(Seat.tavolo_id) == tavolo_id)
    if not any(row.ets_id in actor.bodies for row in rows):
        raise NotFoundError
    return rows


def most_delegates(session: Session, seat: Seat) -> int:
    """How many people a body may send to this tavolo, by the avviso it applied under.

    A public service has one referent. Never fewer than those who sit.
    """
    domanda = session.get(Domanda, seat.domanda_id) if seat.domanda_id is not None else None
    allowed = setting_of(session, domanda).definition.delegates if domanda is not None else 1
    return max(allowed, 1 + len(seat.more_delegates))


def list_delegate_changes(session: Session, seat: Seat) -> list[DelegatesChange]:
    """Each change of who sits there, the newest first: the register keeps no names of theirs."""
    rows = session.exec(
        select(EventRow.legal_at, EventRow.payload, Account)
        .outerjoin(Account, col(EventRow.actor_ref) == col(Account.public_id))
        .where(EventRow.subject == seat.public_id, EventRow.kind == DelegatesChanged.kind)
        .order_by(col(EventRow.id).desc())
    ).all()
    return [
        DelegatesChange(at, tuple(json.loads(payload)["changed"]), who.name if who else "")
        for at, payload, who in rows
    ]


def list_public_bodies(session: Session, authority_id: int) -> list[Ets]:
    """Health units and municipal services that this authority gave a seat to, by name."""
    rows = session.exec(
        select(Ets)
        .where(
            col(Ets.id).in_(
                select(Seat.ets_id).where(
                    Seat.authority_id == authority_id, col(Seat.domanda_id).is_(None)
                )
            ),
            col(Ets.kind).in_((BodyKind.HEALTH_UNIT, BodyKind.MUNICIPAL_SERVICE)),
        )
        .order_by(Ets.name_key, col(Ets.id))
    ).all()
    return list(rows)


def names_of(session: Session, public_ids: Iterable[str]) -> dict[str, str]:
    """The names of bodies by public id, in the order of the names."""
    rows = session.exec(
        select(Ets.public_id, Ets.name)
        .where(col(Ets.public_id).in_(sorted(set(public_ids))))
        .order_by(Ets.name_key, col(Ets.id))
    ).all()
    return dict(rows)


def list_places(session: Session, procedure_ids: Iterable[int]) -> dict[int, Here]:
    """The procedures with these keys, by key."""
    rows = session.exec(
        select(Authority, Procedure)
        .join(Procedure, col(Procedure.authority_id) == col(Authority.id))
        .where(col(Procedure.id).in_(sorted(set(procedure_ids))))
    ).all()
    return {procedure.pk: Here(authority, procedure) for authority, procedure in rows}
