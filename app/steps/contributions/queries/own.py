"""What a body reads of its own, and what is published at the tavoli where it sits."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from app.core.errors import NotFoundError
from app.core.security.actor import Actor
from app.people.authorities.models import Authority
from app.people.ets.models import Ets
from app.steps.calendar.models import Meeting
from app.steps.contributions.enums import COLLECTING, ContributionKind, ContributionState
from app.steps.contributions.models import Contribution
from app.steps.contributions.queries.office import Whole
from app.steps.contributions.queries.rows import joined, locked
from app.steps.laboratories.models import Seat
from app.steps.procedures.models import Procedure, Tavolo


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A contribution in the list of the bodies it belongs to."""

    public_id: str
    number: int | None
    kind: ContributionKind
    state: ContributionState
    title: str
    body_name: str
    tavolo_name: str
    tavolo_public_id: str
    procedure_title: str
    submitted_at: datetime | None


@dataclass(frozen=True, slots=True)
class SeatChoice:
    """A seat from which one may contribute."""

    public_id: str
    ets_id: int
    body_name: str
    tavolo_id: int
    tavolo_public_id: str
    tavolo_name: str
    procedure_id: int
    procedure_title: str


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The contributions, drafts too, of the bodies that the actor may act for."""
    return col(Contribution.ets_id).in_(actor.bodies)


def list_own(session: Session, actor: Actor) -> list[OwnRow]:
    """The contributions of the actor's bodies, newest first; one query."""
    rows = session.exec(
        select(  # type: ignore[call-overload]
            Contribution.public_id,
            Contribution.number,
            Contribution.kind,
            Contribution.state,
            Contribution.title,
            Ets.name,
            Tavolo.name,
            Tavolo.public_id,
            Procedure.title,
            Contribution.submitted_at,
        )
        .join(Ets, col(Contribution.ets_id) == col(Ets.id))
        .join(Tavolo, col(Contribution.tavolo_id) == col(Tavolo.id))
        .join(Procedure, col(Contribution.procedure_id) == col(Procedure.id))
        .where(visible_to(actor))
        .order_by(col(Contribution.id).desc())
    ).all()
    return [OwnRow(*row) for row in rows]


def get_own(session: Session, actor: Actor, public_id: str, *, lock: bool = False) -> Whole:
    """A contribution of one of the actor's bodies. Raises NotFoundError, also for others'."""
    query = joined(select(Contribution, Ets, Tavolo, Meeting)).where(
        Contribution.public_id == public_id, visible_to(actor)
    )
    row = session.exec(locked(query) if lock else query).first()
    if row is None:
        raise NotFoundError
    return Whole(*row)


def find_correction(session: Session, contribution_id: int) -> Contribution | None:
    """The contribution that corrects this one, if one was begun; for its own body."""
    return session.exec(
        select(Contribution).where(Contribution.replaces_id == contribution_id)
    ).first()


def list_seat_choices(session: Session, actor: Actor) -> list[SeatChoice]:
    """The actor's bodies' running seats where contributions come in now; one query."""
    rows = session.exec(
        select(  # type: ignore[call-overload]
            Seat.public_id,
            Seat.ets_id,
            Ets.name,
            Tavolo.id,
            Tavolo.public_id,
            Tavolo.name,
            Procedure.id,
            Procedure.title,
        )
        .join(Ets, col(Seat.ets_id) == col(Ets.id))
        .join(Tavolo, col(Seat.tavolo_id) == col(Tavolo.id))
        .join(Procedure, col(Seat.procedure_id) == col(Procedure.id))
        .where(
            col(Seat.ets_id).in_(actor.bodies),
            col(Seat.ended_at).is_(None),
            col(Procedure.phase).in_(COLLECTING),
        )
        .order_by(col(Procedure.id).desc(), Ets.name_key, col(Tavolo.position))
    ).all()
    return [SeatChoice(*row) for row in rows]


def get_own_tavolo(
    session: Session, actor: Actor, public_id: str
) -> tuple[Tavolo, Procedure, Authority]:
    """A tavolo where one of the actor's bodies sits. Raises NotFoundError."""
    row = session.exec(
        select(Tavolo, Procedure, Authority)
        .join(Procedure, col(Tavolo.procedure_id) == col(Procedure.id))
        .join(Authority, col(Procedure.authority_id) == col(Authority.id))
        .join(Seat, col(Seat.tavolo_id) == col(Tavolo.id))
        .where(
            Tavolo.public_id == public_id,
            col(Seat.ets_id).in_(actor.bodies),
            col(Seat.ended_at).is_(None),
        )
    ).first()
    if row is None:
        raise NotFoundError
    return row[0], row[1], row[2]
