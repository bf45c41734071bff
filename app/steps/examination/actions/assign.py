"""Which member of the board looks at which domanda first."""

from collections import Counter

from sqlmodel import Session, col, select

from app.core.clock import legal_now
from app.core.errors import InvalidFormError, RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.law.examination import Work
from app.law.sources import L241_6BIS
from app.steps.domande.enums import PENDING, DomandaState
from app.steps.domande.models import Domanda
from app.steps.examination.actions.examine import check_impartial
from app.steps.examination.actions.standing import refuse_as_it_stands
from app.steps.examination.enums import MemberRole
from app.steps.examination.events import DomandeAssigned
from app.steps.examination.forms import AssignForm
from app.steps.examination.models import Assignment, CommissionMember
from app.steps.examination.queries.board import get_commission, get_member, is_sitting, list_sitting
from app.steps.examination.queries.conflicts import kept_from
from app.steps.procedures.queries import Here


def assign_domanda(
    session: Session, actor: Actor, here: Here, domanda: Domanda, form: AssignForm
) -> None:
    """Give a domanda to a member, or take it back.

    Raises RuleError for a member who abstains from it, where the actor does or has not declared
    yet, and once the avviso is revoked.
    """
    check_impartial(session, actor, here, domanda)
    refuse_as_it_stands(session, here, Work.INSIDE)
    found = session.exec(select(Assignment).where(Assignment.domanda_id == domanda.pk)).first()
    if found is not None:
        session.delete(found)
        session.flush()
    if form.member:
        member = get_member(session, here.procedure.pk, form.member)
        if not is_sitting(member):
            raise InvalidFormError({"member": "Questa persona non siede oggi in commissione."})
        if domanda.pk in _kept_from(session, here, member):
            raise RuleError(
                f"{member.name} si astiene su questa domanda.",
                remedy="Assegnatela a un'altra persona.",
                source=L241_6BIS,
            )
        session.add(_assignment(actor, here, domanda.pk, member))
    session.flush()
    emit(session, DomandeAssigned(**here.about(actor, domanda), count=1))


def assign_evenly(session: Session, actor: Actor, here: Here) -> int:
    """Give what nobody has and waits to the members with the fewest, never to who abstains.

    Nobody chooses here, so that who presses the button need not be without conflicts. Gives how
    many were assigned; the secretary gets none. Raises RuleError without members and once the
    avviso is revoked.
    """
    refuse_as_it_stands(session, here, Work.INSIDE)
    members = [
        one
        for one in list_sitting(session, here.procedure.pk)
        if one.role is not MemberRole.SECRETARY
    ]
    commission = get_commission(session, here.procedure.pk)
    if not members or commission is None:
        raise RuleError(
            "Non c'è ancora nessun componente.", remedy="Indicate chi siede in commissione."
        )
    kept = {one.pk: _kept_from(session, here, one) for one in members}
    load = Counter(
        session.exec(
            select(Assignment.member_id).where(Assignment.procedure_id == here.procedure.pk)
        ).all()
    )
    given = 0
    for domanda in _unassigned(session, here):
        free = [one for one in members if domanda.pk not in kept[one.pk]]
        if not free:
            continue
        member = min(free, key=lambda one: (load[one.pk], one.pk))
        load[member.pk] += 1
        given += 1
        session.add(_assignment(actor, here, domanda.pk, member))
    session.flush()
    emit(session, DomandeAssigned(**here.about(actor, commission[0]), count=given))
    return given


def _unassigned(session: Session, here: Here) -> list[Domanda]:
    taken = select(Assignment.domanda_id).where(Assignment.procedure_id == here.procedure.pk)
    query = select(Domanda).where(
        Domanda.procedure_id == here.procedure.pk,
        Domanda.state == DomandaState.FILED,
        col(Domanda.examination).in_(PENDING),
        col(Domanda.id).not_in(taken),
    )
    return list(session.exec(query.order_by(col(Domanda.year), col(Domanda.number))).all())


def _kept_from(session: Session, here: Here, member: CommissionMember) -> frozenset[int]:
    """The domande from which a member who sits keeps out, by key."""
    assert member.account_id is not None
    return kept_from(session, here.procedure.pk, member.account_id)


def _assignment(actor: Actor, here: Here, domanda_id: int, member: CommissionMember) -> Assignment:
    return Assignment(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        domanda_id=domanda_id,
        member_id=member.pk,
        assigned_by_id=actor.account_id,
        assigned_at=legal_now(),
    )
