"""Bodies that stand in two filed domande of one procedure: the office is shown, nobody refused.

Whoever confirmed from its own area was refused a second place; what others say on paper, or what
arrives another way than online, is registered as it came.
"""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.steps.domande.enums import DomandaState
from app.steps.domande.models import Domanda, DomandaMember
from app.steps.domande.queries.members import list_members
from app.steps.domande.queries.setting import setting_of


@dataclass(frozen=True, slots=True)
class Twice:
    """A body of this domanda that is in another too; `leads` where it filed that one."""

    name: str
    other: Domanda
    leads: bool
    confirmed: bool


def list_twice(session: Session, domanda: Domanda) -> list[Twice]:
    """Every body of a filed domanda that stands in another one, by the other's number.

    Where the avviso lets a member file one of its own too, that one is none.
    """
    members = [row.member for row in list_members(session, domanda.pk)]
    names = {one.tax_code: one.name for one in members}
    names[domanda.body_tax_code] = domanda.body_name
    names.pop("", None)
    if domanda.state is not DomandaState.FILED or not names:
        return []
    alone_too = setting_of(session, domanda).definition.members_may_apply_alone
    others = (
        Domanda.procedure_id == domanda.procedure_id,
        Domanda.state == DomandaState.FILED,
        Domanda.id != domanda.pk,
    )
    led = session.exec(
        select(Domanda)
        .where(*others, col(Domanda.body_tax_code).in_(names))
        .order_by(col(Domanda.year), col(Domanda.number))
    ).all()
    joined = session.exec(
        select(DomandaMember, Domanda)
        .join(Domanda, col(DomandaMember.domanda_id) == col(Domanda.id))
        .where(*others, col(DomandaMember.tax_code).in_(names))
        .order_by(col(Domanda.year), col(Domanda.number), col(DomandaMember.position))
    ).all()
    here = domanda.body_tax_code
    return [
        Twice(names[one.body_tax_code], one, leads=True, confirmed=True)
        for one in led
        if not alone_too or one.body_tax_code == here
    ] + [
        Twice(names[one.tax_code], other, leads=False, confirmed=one.confirmed_at is not None)
        for one, other in joined
        if not alone_too or one.tax_code != here
    ]
