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
from app.steps.domande.models import Domanda, DomandaMember, DomandaPart
from app.steps.domande.queries.completeness import Answers
from app.steps.domande.queries.filed import Filed
from app.steps.domande.queries.members import FORM_PART, is_joint
from app.steps.domande.queries.received import RECEIVED

RUNTS = "runts"
_PARTS = (RUNTS, FORM_PART)


@dataclass(frozen=True, slots=True)
class Compared:
    """A domanda that stands, or one that takes part in it, with its latest comparison if any."""

    domanda: Domanda
    check: RegisterCheck | None
    member: DomandaMember | None = None

    @property
    def name(self) -> str:
        """Of the body that was compared."""
        return self.member.name if self.member else self.domanda.body_name

    @property
    def tax_code(self) -> str:
        return self.member.tax_code if self.member else self.domanda.body_tax_code


def list_compared(session: Session, procedure_id: int) -> list[Compared]:
    """The domande that were received and stand, by number, each before its members; one query."""
    latest = (
        select(func.max(RegisterCheck.id).label("id"))
        .where(RegisterCheck.procedure_id == procedure_id)
        .group_by(col(RegisterCheck.domanda_id), col(RegisterCheck.member_id))
        .subquery()
    )
    checks = select(RegisterCheck).join(latest, col(RegisterCheck.id) == latest.c.id).subquery()
    rows: Sequence[Any] = session.exec(
        select(Domanda, RegisterCheck, DomandaMember)
        .outerjoin(checks, checks.c.domanda_id == col(Domanda.id))
        .outerjoin(RegisterCheck, col(RegisterCheck.id) == checks.c.id)
        .outerjoin(DomandaMember, col(DomandaMember.id) == checks.c.member_id)
        .where(Domanda.procedure_id == procedure_id, RECEIVED, Domanda.state == DomandaState.FILED)
        .order_by(
            col(Domanda.year),
            col(Domanda.number),
            col(DomandaMember.position).is_not(None),
            col(DomandaMember.position),
        )
    ).all()
    return [Compared(*row) for row in rows]


def list_checks(session: Session, domanda_id: int) -> list[RegisterCheck]:
    """The comparisons of the body of one domanda, newest first."""
    query = select(RegisterCheck).where(
        RegisterCheck.domanda_id == domanda_id, col(RegisterCheck.member_id).is_(None)
    )
    return list(session.exec(query.order_by(col(RegisterCheck.id).desc())).all())


def list_member_checks(
    session: Session, domanda_id: int
) -> list[tuple[DomandaMember, RegisterCheck]]:
    """The latest comparison of each body that takes part in a domanda, in their order."""
    rows = session.exec(
        select(DomandaMember, RegisterCheck)
        .join(RegisterCheck, col(RegisterCheck.member_id) == col(DomandaMember.id))
        .where(DomandaMember.domanda_id == domanda_id)
        .order_by(col(DomandaMember.position), col(RegisterCheck.id))
    ).all()
    latest = {member.pk: (member, check) for member, check in rows}
    return list(latest.values())


def list_by_ref(session: Session, procedure_id: int, refs: Sequence[str]) -> list[Domanda]:
    """The received domande with these public ids, by number."""
    query = select(Domanda).where(
        Domanda.procedure_id == procedure_id, RECEIVED, col(Domanda.public_id).in_(refs)
    )
    return list(session.exec(query.order_by(col(Domanda.year), col(Domanda.number))).all())


@dataclass(frozen=True, slots=True)
class Told:
    """What a domanda declares of a body: its own, or that of a member by key."""

    domanda_id: int
    member_id: int | None
    declared: Declared


def read_declared(session: Session, domande: Sequence[Domanda]) -> list[Told]:
    """What each domanda declares of its body, then of who takes part with it.

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
    together = _members(session, [key for key, said in answers.items() if is_joint(said)])
    told: list[Told] = []
    for one in domande:
        body = bodies.get(one.ets_id or 0)
        told += _told(one, answers.get(one.pk, {}), body, together.get(one.pk, ()))
    return told


def declared_in(session: Session, filed: Filed) -> list[Told]:
    """As `read_declared`, of what was just filed; the profile is read only where it must speak."""
    domanda, answers = filed.domanda, filed.content.answers
    body = None
    if domanda.ets_id is not None and not answers.get(RUNTS):
        body = session.get_one(Ets, domanda.ets_id)
    members = [row.member for row in filed.content.members] if is_joint(answers) else []
    return _told(domanda, answers, body, members)


def _told(
    domanda: Domanda, answers: Answers, body: Ets | None, members: Sequence[DomandaMember]
) -> list[Told]:
    lead = Told(domanda.pk, None, _declared(domanda, answers, body))
    return [lead, *(Told(domanda.pk, one.pk, _of_member(one)) for one in members)]


def _members(session: Session, domanda_ids: Sequence[int]) -> dict[int, list[DomandaMember]]:
    found: dict[int, list[DomandaMember]] = {}
    if domanda_ids:
        query = select(DomandaMember).where(col(DomandaMember.domanda_id).in_(domanda_ids))
        for member in session.exec(query.order_by(col(DomandaMember.position))).all():
            found.setdefault(member.domanda_id, []).append(member)
    return found


def _of_member(member: DomandaMember) -> Declared:
    """The lead says of it only whether it is registered."""
    registered = member.runts_state is RuntsState.REGISTERED
    return Declared(tax_code=member.tax_code, name=member.name, registered=registered)


def _declared(domanda: Domanda, answers: Answers, body: Ets | None) -> Declared:
    runts = answers.get(RUNTS, {})
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
