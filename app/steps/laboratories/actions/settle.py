"""Seats follow the domande: who is admitted sits, who is pending sits with reservation."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.core.clock import legal_now
from app.core.events import emit
from app.people.ets.models import Ets
from app.steps.domande.enums import DomandaState, ExaminationState
from app.steps.domande.models import Domanda, DomandaTavolo
from app.steps.examination.enums import REFUSED
from app.steps.examination.models import Decision
from app.steps.laboratories.events import SeatConfirmed, SeatEnded, SeatGiven, about
from app.steps.laboratories.forms import PEOPLE
from app.steps.laboratories.models import Seat
from app.steps.procedures.models import Tavolo
from app.steps.procedures.queries import Here


@dataclass(frozen=True, slots=True)
class _Wish:
    """A tavolo that a domanda chose. `reserved`: sits freely, with reservation, or not (None)."""

    domanda: Domanda
    choice: DomandaTavolo
    tavolo: str
    body: str
    reserved: bool | None

    @property
    def place(self) -> tuple[int, int]:
        return self.choice.tavolo_id, self.domanda.ets_id or 0


def settle_seats(session: Session, here: Here, actor_ref: str) -> None:
    """Bring the seats in line with the domande and their published decisions.

    Safe to repeat. Delegates changed since the domanda stay; seats given by the office too.
    """
    found = session.exec(select(Seat).where(Seat.procedure_id == here.procedure.pk)).all()
    seats = {(seat.tavolo_id, seat.ets_id): seat for seat in found}
    for wish in _list_wishes(session, here.procedure.pk):
        seat = seats.get(wish.place)
        sits = seat is not None and seat.ended_at is None
        if wish.reserved is None:
            if seat is not None and sits and seat.domanda_id == wish.domanda.pk:
                end_seat(session, here, actor_ref, seat)
        elif seat is None or not sits:
            seats[wish.place] = _give(session, here, actor_ref, wish, seat)
        elif seat.with_reservation and not wish.reserved:
            seat.with_reservation = False
            session.add(seat)
            emit(session, SeatConfirmed(**about(here, actor_ref, seat.public_id)))


def end_seat(session: Session, here: Here, actor_ref: str, seat: Seat) -> None:
    """The body sits there no longer, from now on."""
    seat.ended_at = legal_now()
    session.add(seat)
    emit(session, SeatEnded(**about(here, actor_ref, seat.public_id)))


def _list_wishes(session: Session, procedure_id: int) -> list[_Wish]:
    """Each tavolo chosen; those who leave come first, so that a later domanda may sit again."""
    rows = session.exec(
        select(Domanda, DomandaTavolo, Tavolo.public_id, Ets.public_id)
        .join(DomandaTavolo, col(DomandaTavolo.domanda_id) == col(Domanda.id))
        .join(Tavolo, col(DomandaTavolo.tavolo_id) == col(Tavolo.id))
        .join(Ets, col(Domanda.ets_id) == col(Ets.id))
        .where(Domanda.procedure_id == procedure_id, Domanda.state != DomandaState.DRAFT)
        .order_by(col(Domanda.filed_at), col(Domanda.id), col(DomandaTavolo.preference))
    ).all()
    settled = _published_outcomes(session, procedure_id)
    wishes = [
        _Wish(domanda, choice, tavolo, body, _reserved(domanda, settled.get(domanda.pk)))
        for domanda, choice, tavolo, body in rows
    ]
    return sorted(wishes, key=lambda wish: wish.reserved is not None)


def _published_outcomes(session: Session, procedure_id: int) -> dict[int, ExaminationState]:
    """What the published admissions decided of each domanda; the latest one holds."""
    rows = session.exec(
        select(Decision.domanda_id, Decision.outcome)
        .where(Decision.procedure_id == procedure_id, col(Decision.admission_id).is_not(None))
        .order_by(col(Decision.id))
    ).all()
    return {domanda_id: ExaminationState(outcome) for domanda_id, outcome in rows}


def _reserved(domanda: Domanda, outcome: ExaminationState | None) -> bool | None:
    if domanda.state is not DomandaState.FILED or outcome in REFUSED:
        return None
    if outcome is None:
        return None if domanda.late else True
    return outcome is ExaminationState.ADMITTED_WITH_RESERVATION


def _give(session: Session, here: Here, actor_ref: str, wish: _Wish, seat: Seat | None) -> Seat:
    tavolo_id, ets_id = wish.place
    seat = seat or Seat(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        tavolo_id=tavolo_id,
        ets_id=ets_id,
    )
    seat.domanda_id, seat.ended_at = wish.domanda.pk, None
    seat.with_reservation = bool(wish.reserved)
    for name in PEOPLE:
        setattr(seat, name, getattr(wish.choice, name))
    seat.more_delegates = wish.choice.more_delegates
    session.add(seat)
    session.flush()
    said = about(here, actor_ref, seat.public_id)
    emit(
        session,
        SeatGiven(
            **said, tavolo=wish.tavolo, body=wish.body, with_reservation=seat.with_reservation
        ),
    )
    return seat
