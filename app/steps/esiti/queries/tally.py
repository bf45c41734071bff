"""The figures of what is published, read from the counts that its writing keeps."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from app.people.authorities.models import Authority
from app.people.ets.models import Ets
from app.steps.esiti.enums import Counted, Outcome
from app.steps.esiti.models import EsitoTally
from app.steps.esiti.queries.lists import Asked
from app.steps.procedures.models import Procedure, Tavolo
from app.steps.procedures.queries import Here


@dataclass(frozen=True, slots=True)
class TallyRow:
    """How many contributions of a tavolo have an outcome."""

    counted: Counted
    tavolo_id: int
    outcome: Outcome
    total: int


@dataclass(frozen=True, slots=True)
class AnsweredBody:
    """A body whose contributions have a published answer in a procedure, and how many."""

    here: Here
    body_public_id: str
    body_name: str
    total: int


def list_tally(session: Session, procedure_id: int) -> list[TallyRow]:
    """The published outcomes counted by step and tavolo; one query over the counts."""
    rows = session.exec(
        select(
            EsitoTally.counted,
            EsitoTally.tavolo_id,
            EsitoTally.outcome,
            func.sum(EsitoTally.total),
        )
        .where(EsitoTally.procedure_id == procedure_id)
        .group_by(col(EsitoTally.counted), col(EsitoTally.tavolo_id), col(EsitoTally.outcome))
        .order_by(col(EsitoTally.tavolo_id))
    ).all()
    return [
        TallyRow(Counted(counted), tavolo, Outcome(outcome), int(total))
        for counted, tavolo, outcome, total in rows
    ]


def list_bodies(session: Session, procedure_id: int) -> list[tuple[str, str, int]]:
    """Bodies with a published esito, by name: (public id, name, how many contributions)."""
    rows = session.exec(
        select(Ets.public_id, Ets.name, func.sum(EsitoTally.total))
        .join(EsitoTally, col(EsitoTally.ets_id) == col(Ets.id))
        .where(EsitoTally.procedure_id == procedure_id, EsitoTally.counted == Counted.CURRENT)
        .group_by(Ets.public_id, Ets.name, Ets.name_key)
        .order_by(Ets.name_key)
    ).all()
    return [(public_id, name, int(total)) for public_id, name, total in rows]


def count_answered(session: Session, procedure_id: int | None = None) -> dict[int, int]:
    """Procedure key → how many contributions have a published answer; one query over the counts."""
    query = (
        select(EsitoTally.procedure_id, func.sum(EsitoTally.total))
        .where(EsitoTally.counted == Counted.CURRENT)
        .group_by(col(EsitoTally.procedure_id))
    )
    if procedure_id is not None:
        query = query.where(EsitoTally.procedure_id == procedure_id)
    return {key: int(total) for key, total in session.exec(query).all()}


def list_answered_bodies(session: Session, bodies: Collection[int]) -> list[AnsweredBody]:
    """Where contributions of some bodies have a published answer, the newest procedure first."""
    if not bodies:
        return []
    rows = session.exec(
        select(  # type: ignore[call-overload]
            Authority, Procedure, Ets.public_id, Ets.name, func.sum(EsitoTally.total)
        )
        .join(Procedure, col(Procedure.authority_id) == col(Authority.id))
        .join(EsitoTally, col(EsitoTally.procedure_id) == col(Procedure.id))
        .join(Ets, col(EsitoTally.ets_id) == col(Ets.id))
        .where(EsitoTally.counted == Counted.CURRENT, col(EsitoTally.ets_id).in_(sorted(bodies)))
        .group_by(Authority.id, Procedure.id, Ets.id)
        .order_by(col(Procedure.id).desc(), Ets.name_key)
    ).all()
    return [
        AnsweredBody(Here(authority, procedure), public_id, name, int(total))
        for authority, procedure, public_id, name, total in rows
    ]


def find_total(session: Session, procedure_id: int, asked: Asked) -> int | None:
    """How many contributions a public list holds; None where only a count of rows can tell."""
    if asked.q or asked.meeting:
        return None
    query = (
        select(func.coalesce(func.sum(EsitoTally.total), 0))
        .join(Tavolo, col(EsitoTally.tavolo_id) == col(Tavolo.id))
        .outerjoin(Ets, col(EsitoTally.ets_id) == col(Ets.id))
        .where(EsitoTally.procedure_id == procedure_id, EsitoTally.counted == Counted.CURRENT)
    )
    if asked.tavolo:
        query = query.where(Tavolo.public_id == asked.tavolo)
    if asked.body:
        query = query.where(Ets.public_id == asked.body)
    if isinstance(asked.state, Outcome):
        query = query.where(EsitoTally.outcome == asked.state)
    return int(session.exec(query).one())
