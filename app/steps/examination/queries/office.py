"""The office's reads of domande: only what was filed or registered, never a draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, func, select

from app.core.text import sort_key
from app.steps.domande.enums import PENDING, Channel, DomandaState, ExaminationState
from app.steps.domande.models import Domanda, DomandaTavolo
from app.steps.domande.queries.received import RECEIVED, tavoli_of
from app.steps.examination.models import Assignment, CommissionMember, Decision
from app.steps.examination.queries.terms import awaited, list_terms
from app.steps.procedures.models import Tavolo

PAGE = 50
TO_PUBLISH = "to_publish"
TO_CONFIRM = "to_confirm"
NOBODY = "nobody"
UNPUBLISHED = and_(col(Decision.admission_id).is_(None), col(Decision.replaced_at).is_(None))
CONFIRMED = or_(col(Decision.needs_second).is_(False), col(Decision.confirmed_at).is_not(None))
UNCONFIRMED = and_(col(Decision.needs_second), col(Decision.confirmed_at).is_(None))
_ASSIGNED = col(Assignment.domanda_id) == col(Domanda.id)
_MEMBER = col(CommissionMember.id) == col(Assignment.member_id)
_NAMES = (
    "public_id", "id", "number", "year", "body_name", "channel", "filed_at", "late",
    "examination",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DomandaFilter:
    """What the list is narrowed to; empty is everything.

    `state` may also be TO_PUBLISH or TO_CONFIRM, `assigned` a member's public id or NOBODY;
    `term` keeps those of which something is awaited.
    """

    state: str = ""
    tavolo: str = ""
    channel: str = ""
    assigned: str = ""
    term: bool = False
    text: str = ""
    by_name: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class DomandaRow:
    """A line of the office's list. `decided` is decided and not published yet.

    `assigned` is the name of who looks at it first, `due` the end of what is awaited (UTC).
    """

    public_id: str
    id: int
    number: int
    year: int
    body_name: str
    channel: Channel
    filed_at: datetime
    late: bool
    examination: ExaminationState
    decided: ExaminationState | None
    waits: bool
    assigned: str
    tavoli: tuple[str, ...]
    due: datetime | None

    @property
    def register_number(self) -> str:
        return f"{self.number}/{self.year}"


@dataclass(frozen=True, slots=True)
class DomandaList:
    """One page of the list; `total` counts what the filter leaves, `counts` everything."""

    rows: tuple[DomandaRow, ...]
    total: int
    counts: dict[str, int]


def list_domande(session: Session, procedure_id: int, wanted: DomandaFilter) -> DomandaList:
    """A page of PAGE lines by number or name, in six queries whatever their number."""
    where = _conditions(procedure_id, wanted)
    joined = and_(col(Decision.domanda_id) == col(Domanda.id), UNPUBLISHED)
    total = session.exec(
        select(func.count())
        .select_from(Domanda)
        .outerjoin(Decision, joined)
        .outerjoin(Assignment, _ASSIGNED)
        .outerjoin(CommissionMember, _MEMBER)
        .where(*where)
    ).one()
    by_number = (col(Domanda.year), col(Domanda.number))
    lines: Sequence[Any] = session.exec(
        select(  # type: ignore[call-overload]
            Domanda.id,
            *(getattr(Domanda, name) for name in _NAMES),
            Decision.outcome,
            UNCONFIRMED,
            func.coalesce(CommissionMember.name, ""),
        )
        .outerjoin(Decision, joined)
        .outerjoin(Assignment, _ASSIGNED)
        .outerjoin(CommissionMember, _MEMBER)
        .where(*where)
        .order_by(*((col(Domanda.name_key), *by_number) if wanted.by_name else by_number))
        .limit(PAGE)
        .offset(PAGE * (max(wanted.page, 1) - 1))
    ).all()
    tavoli = tavoli_of(session, [line[0] for line in lines])
    due = {term.domanda: term.due_at for term in reversed(list_terms(session, procedure_id))}
    rows = tuple(
        DomandaRow(
            **dict(zip((*_NAMES, "decided", "waits", "assigned"), line[1:], strict=True)),
            tavoli=tavoli.get(line[0], ()),
            due=due.get(line[1]),
        )
        for line in lines
    )
    return DomandaList(rows, total, _counts(session, procedure_id))


def _conditions(procedure_id: int, wanted: DomandaFilter) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [col(Domanda.procedure_id) == procedure_id, RECEIVED]
    if wanted.state == TO_PUBLISH:
        where += [col(Decision.id).is_not(None), col(Domanda.state) == DomandaState.FILED]
    elif wanted.state == TO_CONFIRM:
        where += [col(Decision.id).is_not(None), UNCONFIRMED]
    elif wanted.state in {state.value for state in ExaminationState}:
        where.append(col(Domanda.examination) == ExaminationState(wanted.state))
    if wanted.channel in {channel.value for channel in Channel}:
        where.append(col(Domanda.channel) == Channel(wanted.channel))
    if wanted.tavolo:
        seats = (
            select(DomandaTavolo.domanda_id)
            .join(Tavolo, col(DomandaTavolo.tavolo_id) == col(Tavolo.id))
            .where(Tavolo.public_id == wanted.tavolo)
        )
        where.append(col(Domanda.id).in_(seats))
    if wanted.assigned:
        where.append(
            col(Assignment.id).is_(None)
            if wanted.assigned == NOBODY
            else col(CommissionMember.public_id) == wanted.assigned
        )
    if wanted.term:
        where.append(col(Domanda.id).in_(awaited(procedure_id)))
    if wanted.text:
        where.append(_mentions(wanted.text))
    return where


def _mentions(text: str) -> ColumnElement[bool]:
    """By the body's name, its tax code, the protocol's number or the register's `12/2025`."""
    number, _, year = text.partition("/")
    alike = [
        col(Domanda.body_tax_code) == text.upper().replace(" ", ""),
        col(Domanda.protocol_number) == text,
    ]
    if sort_key(text):
        alike.append(col(Domanda.name_key).contains(sort_key(text), autoescape=True))
    if number.isdecimal() and len(number) < 8:
        numbered = col(Domanda.number) == int(number)
        if year.isdecimal() and len(year) == 4:
            numbered = and_(numbered, col(Domanda.year) == int(year))
        alike.append(numbered)
    return or_(*alike)


def _counts(session: Session, procedure_id: int) -> dict[str, int]:
    """How many were received, by state; TO_PUBLISH counts those decided and not published."""
    rows: Sequence[Any] = session.exec(
        select(Domanda.examination, Domanda.state, func.count(), func.count(col(Decision.id)))
        .outerjoin(Decision, and_(col(Decision.domanda_id) == col(Domanda.id), UNPUBLISHED))
        .where(Domanda.procedure_id == procedure_id, RECEIVED)
        .group_by(col(Domanda.examination), col(Domanda.state))
    ).all()
    counts: dict[str, int] = {}
    for examination, state, received, decided in rows:
        counts[examination.value] = counts.get(examination.value, 0) + received
        if state is DomandaState.FILED:
            counts[TO_PUBLISH] = counts.get(TO_PUBLISH, 0) + decided
    return counts


def count_pending(session: Session, procedure_id: int) -> int:
    """How many domande wait for a published decision."""
    return session.exec(
        select(func.count())
        .select_from(Domanda)
        .where(
            Domanda.procedure_id == procedure_id,
            Domanda.state == DomandaState.FILED,
            col(Domanda.examination).in_(PENDING),
        )
    ).one()


def list_chosen(session: Session, procedure_id: int, public_ids: Sequence[str]) -> list[Domanda]:
    """The received domande with these names, by number; others are left out."""
    query = select(Domanda).where(
        Domanda.procedure_id == procedure_id, RECEIVED, col(Domanda.public_id).in_(public_ids)
    )
    return list(session.exec(query.order_by(col(Domanda.year), col(Domanda.number))).all())


def count_received(session: Session, procedure_id: int) -> int:
    """How many domande were received, withdrawn ones too."""
    query = select(func.count()).select_from(Domanda)
    return session.exec(query.where(Domanda.procedure_id == procedure_id, RECEIVED)).one()


def count_unconfirmed(session: Session, procedure_id: int) -> int:
    """How many decisions wait for a second person."""
    query = select(func.count()).select_from(Decision)
    mine = Decision.procedure_id == procedure_id
    return session.exec(query.where(mine, UNPUBLISHED, UNCONFIRMED)).one()
