"""Reads of the comparisons: the latest of every domanda, and all of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, func, select

from app.law.register_check import Declared
from app.people.ets.enums import RuntsState
from app.people.ets.models import Ets
from app.steps.checks.models import RegisterCheck
from app.steps.domande.enums import DomandaState
from app.steps.domande.models import Domanda, DomandaPart
from app.steps.domande.queries.received import RECEIVED

_PARTS = ("body", "runts")


@dataclass(frozen=True, slots=True)
class Compared:
    """A domanda that stands, with its latest comparison, if it had one."""

    domanda: Domanda
    check: RegisterCheck | None


def list_compared(session: Session, procedure_id: int) -> list[Compared]:
    """The domande that were received and stand, by number, in one query."""
    latest = (
        select(func.max(RegisterCheck.id).label("id"))
        .where(RegisterCheck.procedure_id == procedure_id)
        .group_by(col(RegisterCheck.domanda_id))
        .subquery()
    )
    checks = select(RegisterCheck).join(latest, col(RegisterCheck.id) == latest.c.id).subquery()
    rows: Sequence[Any] = session.exec(
        select(Domanda, RegisterCheck)
        .outerjoin(checks, checks.c.domanda_id == col(Domanda.id))
        .outerjoin(RegisterCheck, col(RegisterCheck.id) == checks.c.id)
        .where(Domanda.procedure_id == procedure_id, RECEIVED, Domanda.state == DomandaState.FILED)
        .order_by(col(Domanda.year), col(Domanda.number))
    ).all()
    return [Compared(domanda, check) for domanda, check in rows]


def list_checks(session: Session, domanda_id: int) -> list[RegisterCheck]:
    """The comparisons of one domanda, newest first."""
    query = select(RegisterCheck).where(RegisterCheck.domanda_id == domanda_id)
    return list(session.exec(query.order_by(col(RegisterCheck.id).desc())).all())


def list_by_ref(session: Session, procedure_id: int, refs: Sequence[str]) -> list[Domanda]:
    """The received domande with these public ids, by number."""
    query = select(Domanda).where(
        Domanda.procedure_id == procedure_id, RECEIVED, col(Domanda.public_id).in_(refs)
    )
    return list(session.exec(query.order_by(col(Domanda.year), col(Domanda.number))).all())


def read_declared(session: Session, domande: Sequence[Domanda]) -> dict[int, Declared]:
    """What each domanda declares of its body, in two queries.

    Where it answered nothing of that, because it came on paper, its body's profile speaks.
    """
    parts = session.exec(
        select(DomandaPart).where(
            col(DomandaPart.domanda_id).in_([one.pk for one in domande]),
            col(DomandaPart.code).in_(_PARTS),
        )
    ).all()
    answers: dict[int, dict[str, Any]] = {}
    for part in parts:
        answers.setdefault(part.domanda_id, {})[part.code] = part.answers
    bodies = {
        body.pk: body
        for body in session.exec(
            select(Ets).where(col(Ets.id).in_({one.ets_id for one in domande}))
        ).all()
    }
    return {
        one.pk: _declared(one, answers.get(one.pk, {}), bodies.get(one.ets_id or 0))
        for one in domande
    }


def _declared(domanda: Domanda, answers: dict[str, Any], body: Ets | None) -> Declared:
    runts = answers.get("runts", {})
    if runts:
        state, number = str(runts.get("runts_state", "")), str(runts.get("runts_number", ""))
        section = str(runts.get("runts_section", ""))
    elif body is not None:
        state, number, section = body.runts_state.value, body.runts_number, body.runts_section
    else:
        state = number = section = ""
    return Declared(
        tax_code=domanda.body_tax_code,
        name=domanda.body_name,
        registered=state == RuntsState.REGISTERED.value,
        number=number,
        section=section,
    )
