"""Who takes part: what the published lists say, for the public page and for later rooms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, func, select

from app.steps.domande.enums import PENDING, DomandaState, ExaminationState
from app.steps.domande.models import Domanda, DomandaTavolo
from app.steps.domande.queries.members import names_of_members
from app.steps.domande.queries.received import tavoli_of
from app.steps.examination.enums import TAKES_PART
from app.steps.examination.models import Admission, Decision
from app.steps.examination.queries.office import CONFIRMED, UNPUBLISHED
from app.steps.procedures.enums import ActKind
from app.steps.procedures.models import Act


@dataclass(frozen=True, slots=True)
class Participant:
    """A body that sits, or waits to: its domanda, its body and the tavoli with their delegates.

    `reservation` is True for who was admitted with reservation and for who is still pending.
    """

    domanda_id: int
    domanda: str
    ets_id: int | None
    name: str
    reservation: bool
    seats: tuple[DomandaTavolo, ...]


def list_admitted(session: Session, procedure_id: int) -> list[Participant]:
    """Who a published list admits, with reservation or not, by name; withdrawn ones left out."""
    return _participants(session, procedure_id, TAKES_PART)


def list_pending(session: Session, procedure_id: int) -> list[Participant]:
    """Who waits for a published decision, by name: they sit with reservation meanwhile."""
    return _participants(session, procedure_id, PENDING)


def _participants(
    session: Session, procedure_id: int, states: Sequence[ExaminationState]
) -> list[Participant]:
    mine = (
        Domanda.procedure_id == procedure_id,
        Domanda.state == DomandaState.FILED,
        col(Domanda.examination).in_(states),
    )
    seats: dict[int, tuple[DomandaTavolo, ...]] = {}
    for seat in session.exec(
        select(DomandaTavolo)
        .join(Domanda, col(DomandaTavolo.domanda_id) == col(Domanda.id))
        .where(*mine)
        .order_by(col(DomandaTavolo.preference))
    ):
        seats[seat.domanda_id] = (*seats.get(seat.domanda_id, ()), seat)
    rows = session.exec(
        select(Domanda).where(*mine).order_by(col(Domanda.name_key), col(Domanda.id))
    ).all()
    return [
        Participant(
            domanda_id=row.pk,
            domanda=row.public_id,
            ets_id=row.ets_id,
            name=row.body_name,
            reservation=row.examination is not ExaminationState.ADMITTED,
            seats=seats.get(row.pk, ()),
        )
        for row in rows
    ]


def has_admission(session: Session, procedure_id: int) -> bool:
    """Whether a list was published already."""
    return last_admission_number(session, procedure_id) > 0


def last_admission_number(session: Session, procedure_id: int) -> int:
    """The number of the last published list, 0 before the first."""
    query = select(func.max(Admission.number)).where(Admission.procedure_id == procedure_id)
    return session.exec(query).one() or 0


def list_free_acts(session: Session, procedure_id: int) -> list[Act]:
    """The acts of admission that no list rests on yet, by date."""
    used = select(Admission.act_id).where(Admission.procedure_id == procedure_id)
    query = select(Act).where(
        Act.procedure_id == procedure_id,
        Act.kind == ActKind.ADMISSION,
        col(Act.id).not_in(used),
    )
    return list(session.exec(query.order_by(col(Act.adopted_on), col(Act.id))).all())


def list_to_publish(
    session: Session, procedure_id: int, *, lock: bool = False
) -> list[tuple[Domanda, Decision]]:
    """What was decided, confirmed where it must be, and no list has published yet, by name."""
    query = (
        select(Domanda, Decision)
        .join(Decision, col(Decision.domanda_id) == col(Domanda.id))
        .where(
            Domanda.procedure_id == procedure_id,
            Domanda.state == DomandaState.FILED,
            UNPUBLISHED,
            CONFIRMED,
        )
        .order_by(col(Domanda.name_key), col(Domanda.id))
    )
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return [(domanda, decision) for domanda, decision in session.exec(query).all()]


@dataclass(frozen=True, slots=True)
class ListedBody:
    """A line of a published list: no reasons and no delegates.

    `settled_by` is the number of a later list that settled a reservation, or None.
    """

    name: str
    outcome: ExaminationState
    tavoli: tuple[str, ...]
    members: tuple[str, ...]
    withdrawn: bool
    settled_by: int | None


@dataclass(frozen=True, slots=True)
class PublishedList:
    """One act of admission as the public reads it; `bodies` by name."""

    number: int
    organ: str
    act_number: str
    adopted_on: date
    published_at: datetime
    bodies: tuple[ListedBody, ...]

    def of(self, outcome: ExaminationState) -> tuple[ListedBody, ...]:
        return tuple(body for body in self.bodies if body.outcome is outcome)


def list_published(session: Session, procedure_id: int) -> list[PublishedList]:
    """The published lists, the first one first, in three queries."""
    lists = session.exec(
        select(Admission, Act)
        .join(Act, col(Admission.act_id) == col(Act.id))
        .where(Admission.procedure_id == procedure_id)
        .order_by(col(Admission.number))
    ).all()
    lines = session.exec(
        select(  # type: ignore[call-overload]
            Domanda.id, Domanda.body_name, Domanda.state, Decision.outcome, Admission.number
        )
        .join(Decision, col(Decision.domanda_id) == col(Domanda.id))
        .join(Admission, col(Decision.admission_id) == col(Admission.id))
        .where(Admission.procedure_id == procedure_id)
        .order_by(col(Domanda.name_key), col(Domanda.id), col(Admission.number))
    ).all()
    tavoli = tavoli_of(session, [line[0] for line in lines])
    members = names_of_members(session, [line[0] for line in lines])
    last = {line[0]: line[4] for line in lines}
    bodies: dict[int, list[ListedBody]] = {}
    for domanda_id, name, state, outcome, number in lines:
        bodies.setdefault(number, []).append(
            ListedBody(
                name=name,
                outcome=outcome,
                tavoli=tavoli.get(domanda_id, ()),
                members=members.get(domanda_id, ()),
                withdrawn=state is DomandaState.WITHDRAWN,
                settled_by=last[domanda_id] if last[domanda_id] > number else None,
            )
        )
    return [_list(admission, act, bodies.get(admission.number, [])) for admission, act in lists]


def _list(admission: Admission, act: Act, bodies: list[ListedBody]) -> PublishedList:
    return PublishedList(
        number=admission.number,
        organ=act.organ,
        act_number=act.number,
        adopted_on=act.adopted_on,
        published_at=admission.published_at,
        bodies=tuple(bodies),
    )
