"""The terms that are running: requests to complete and reasons before a refusal."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, union
from sqlmodel import Session, col, select

from app.core.clock import legal_now
from app.steps.avvisi.models import Avviso
from app.steps.domande.enums import DomandaState
from app.steps.domande.models import Domanda
from app.steps.examination.enums import SETTLED
from app.steps.examination.models import Completion, HindranceNotice

COMPLETION = "risposta alla richiesta di integrazione"
HINDRANCE = "osservazioni ai motivi ostativi"


@dataclass(frozen=True, slots=True)
class RunningTerm:
    """What a body still owes, and until when (UTC). `row` is the request or the notice."""

    domanda: str
    register_number: str
    body_name: str
    what: str
    due_at: datetime
    row: Completion | HindranceNotice

    @property
    def passed(self) -> bool:
        return legal_now() > self.due_at


def list_terms(session: Session, procedure_id: int) -> list[RunningTerm]:
    """What was asked and not answered nor closed, the first to end first; two queries."""
    terms = [
        *_terms(session, procedure_id, Completion, COMPLETION),
        *_terms(session, procedure_id, HindranceNotice, HINDRANCE),
    ]
    return sorted(terms, key=lambda term: (term.due_at, term.body_name))


def awaited(procedure_id: int) -> CompoundSelect[tuple[int]]:
    """The keys of the domande of which something is awaited, for a condition."""
    return union(
        *(
            select(table.domanda_id).where(table.procedure_id == procedure_id, *_open(table))
            for table in (Completion, HindranceNotice)
        )
    )


def _open(table: type[Completion] | type[HindranceNotice]) -> tuple[ColumnElement[bool], ...]:
    """Nothing is awaited any more once the avviso is revoked."""
    revoked = select(Avviso.procedure_id).where(col(Avviso.revoked_at).is_not(None))
    stands = col(table.procedure_id).not_in(revoked)
    if table is Completion:
        return stands, col(Completion.outcome).is_(None), col(Completion.answered_at).is_(None)
    return stands, col(HindranceNotice.observed_at).is_(None)


def _terms(session: Session, procedure_id: int, table: type[Any], what: str) -> list[RunningTerm]:
    rows = session.exec(
        select(table, Domanda)
        .join(Domanda, col(table.domanda_id) == col(Domanda.id))
        .where(
            table.procedure_id == procedure_id,
            Domanda.state == DomandaState.FILED,
            col(Domanda.examination).not_in(SETTLED),
            *_open(table),
        )
    ).all()
    return [
        RunningTerm(
            domanda.public_id,
            domanda.register_number,
            domanda.body_name,
            what,
            row.due_at,
            row,
        )
        for row, domanda in rows
    ]


def list_with_terms_between(session: Session, first: datetime, last: datetime) -> list[int]:
    """The procedures with a term that ends between two instants and of which nobody was told."""
    asked = select(Completion.procedure_id).where(
        col(Completion.due_at).between(first, last),
        col(Completion.answered_at).is_(None),
        col(Completion.outcome).is_(None),
        col(Completion.reminded_at).is_(None),
    )
    noticed = select(HindranceNotice.procedure_id).where(
        col(HindranceNotice.due_at).between(first, last),
        col(HindranceNotice.observed_at).is_(None),
        col(HindranceNotice.reminded_at).is_(None),
    )
    return sorted({*session.exec(asked).all(), *session.exec(noticed).all()})
