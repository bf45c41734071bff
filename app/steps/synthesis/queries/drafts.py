"""Reads of shared drafts and observations; a body sees only what it takes part in."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from app.core.errors import NotFoundError
from app.core.security.actor import Actor
from app.people.accounts.models import Account
from app.people.authorities.models import Authority
from app.people.ets.models import Ets
from app.steps.laboratories.models import Seat
from app.steps.procedures.models import Procedure
from app.steps.procedures.queries import Here
from app.steps.synthesis.models import Observation, SharedDraft


@dataclass(frozen=True, slots=True)
class OwnDraft:
    """A draft that one of the actor's bodies may read."""

    public_id: str
    number: int
    procedure_title: str
    authority_name: str
    shared_at: datetime
    observations_until: datetime


@dataclass(frozen=True, slots=True)
class AnsweredRow:
    """An observation with its body and, where it was answered, by whom."""

    public_id: str
    draft_number: int
    ets_id: int
    body_name: str
    text: str
    sent_at: datetime
    answer: str
    changed: str
    answered_at: datetime | None
    answered_by: str


def list_drafts(session: Session, procedure_id: int) -> list[SharedDraft]:
    """The drafts of a procedure, the last one first; for the office."""
    query = select(SharedDraft).where(SharedDraft.procedure_id == procedure_id)
    return list(session.exec(query.order_by(col(SharedDraft.number).desc())).all())


def latest_draft(session: Session, procedure_id: int) -> SharedDraft | None:
    query = select(SharedDraft).where(SharedDraft.procedure_id == procedure_id)
    return session.exec(query.order_by(col(SharedDraft.number).desc()).limit(1)).first()


def get_draft(session: Session, procedure_id: int, public_id: str) -> SharedDraft:
    """A draft of this procedure, for its office. Raises NotFoundError."""
    found = session.exec(
        select(SharedDraft).where(
            SharedDraft.procedure_id == procedure_id, SharedDraft.public_id == public_id
        )
    ).first()
    if found is None:
        raise NotFoundError
    return found


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The drafts of the procedures where one of the actor's bodies sits or has observed."""
    seated = select(Seat.procedure_id).where(
        col(Seat.ets_id).in_(actor.bodies), col(Seat.ended_at).is_(None)
    )
    observed = select(Observation.procedure_id).where(col(Observation.ets_id).in_(actor.bodies))
    procedure = col(SharedDraft.procedure_id)
    return procedure.in_(seated) | procedure.in_(observed)


def list_own_drafts(session: Session, actor: Actor) -> list[OwnDraft]:
    """The drafts that the actor's bodies may read, newest first; one query."""
    rows = session.exec(
        select(  # type: ignore[call-overload]
            SharedDraft.public_id,
            SharedDraft.number,
            Procedure.title,
            Authority.name,
            SharedDraft.shared_at,
            SharedDraft.observations_until,
        )
        .join(Procedure, col(SharedDraft.procedure_id) == col(Procedure.id))
        .join(Authority, col(SharedDraft.authority_id) == col(Authority.id))
        .where(visible_to(actor))
        .order_by(col(SharedDraft.id).desc())
    ).all()
    return [OwnDraft(*row) for row in rows]


def get_own_draft(
    session: Session, actor: Actor, public_id: str, *, lock: bool = False
) -> tuple[SharedDraft, Here]:
    """A draft that one of the actor's bodies may read. Raises NotFoundError.

    With `lock` its procedure is held, so that the window cannot move meanwhile.
    """
    query = (
        select(SharedDraft, Procedure, Authority)
        .join(Procedure, col(SharedDraft.procedure_id) == col(Procedure.id))
        .join(Authority, col(SharedDraft.authority_id) == col(Authority.id))
        .where(SharedDraft.public_id == public_id, visible_to(actor))
    )
    if lock:
        query = query.with_for_update(of=Procedure).execution_options(populate_existing=True)
    row = session.exec(query).first()
    if row is None:
        raise NotFoundError
    return row[0], Here(row[2], row[1])


def list_seated(session: Session, actor: Actor, procedure_id: int) -> list[Ets]:
    """The actor's bodies that sit in this procedure, by name: the ones that may observe."""
    seated = select(Seat.ets_id).where(
        Seat.procedure_id == procedure_id,
        col(Seat.ets_id).in_(actor.bodies),
        col(Seat.ended_at).is_(None),
    )
    query = select(Ets).where(col(Ets.id).in_(seated)).order_by(Ets.name_key, col(Ets.id))
    return list(session.exec(query).all())


def _observations(session: Session, *conditions: ColumnElement[bool]) -> list[AnsweredRow]:
    rows = session.exec(
        select(Observation, SharedDraft.number, Ets.name, Account)
        .join(SharedDraft, col(Observation.draft_id) == col(SharedDraft.id))
        .join(Ets, col(Observation.ets_id) == col(Ets.id))
        .outerjoin(Account, col(Observation.answered_by_id) == col(Account.id))
        .where(*conditions)
        .order_by(col(Observation.id))
    ).all()
    return [
        AnsweredRow(
            public_id=observation.public_id,
            draft_number=number,
            ets_id=observation.ets_id,
            body_name=name,
            text=observation.text,
            sent_at=observation.sent_at,
            answer=observation.answer,
            changed=observation.changed,
            answered_at=observation.answered_at,
            answered_by=account.name if account else "",
        )
        for observation, number, name, account in rows
    ]


def list_observations(session: Session, procedure_id: int) -> list[AnsweredRow]:
    """All observations of a procedure in the order they came; for the office and the report."""
    return _observations(session, col(Observation.procedure_id) == procedure_id)


def list_own_observations(session: Session, actor: Actor, draft_id: int) -> list[AnsweredRow]:
    """What the actor's bodies observed on a draft."""
    return _observations(
        session,
        col(Observation.draft_id) == draft_id,
        col(Observation.ets_id).in_(actor.bodies),
    )


def get_observation(session: Session, procedure_id: int, public_id: str) -> Observation:
    """An observation of this procedure, for its office. Raises NotFoundError."""
    found = session.exec(
        select(Observation).where(
            Observation.procedure_id == procedure_id, Observation.public_id == public_id
        )
    ).first()
    if found is None:
        raise NotFoundError
    return found


def count_unanswered(session: Session, procedure_id: int) -> int:
    """Observations that the office has not answered."""
    query = (
        select(func.count())
        .select_from(Observation)
        .where(Observation.procedure_id == procedure_id, col(Observation.answered_at).is_(None))
    )
    return session.exec(query).one()
