"""Reads of the bodies that take part together, and where else they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from app.core.errors import NotFoundError
from app.core.security.actor import Actor
from app.people.accounts.models import Account
from app.people.ets.models import Ets
from app.steps.avvisi.models import Avviso
from app.steps.domande.enums import LIVE, DomandaState
from app.steps.domande.models import Domanda, DomandaFile, DomandaMember, DomandaPart
from app.steps.procedures.models import Procedure

FORM_PART, FORM_FIELD, JOINT = "form", "form", "joint"


def is_joint(answers: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether the answers say that several bodies take part together."""
    return answers.get(FORM_PART, {}).get(FORM_FIELD) == JOINT


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member with the public id of its declaration file and who confirmed, or empty."""

    member: DomandaMember
    file: str
    confirmed_by: str


def list_members(session: Session, domanda_id: int) -> list[MemberRow]:
    """The members of a domanda that was loaded for who may see it, in their order."""
    rows = session.exec(
        select(DomandaMember, DomandaFile.public_id, Account)
        .outerjoin(DomandaFile, col(DomandaMember.declaration_id) == col(DomandaFile.id))
        .outerjoin(Account, col(DomandaMember.confirmed_by_id) == col(Account.id))
        .where(DomandaMember.domanda_id == domanda_id)
        .order_by(col(DomandaMember.position))
    ).all()
    return [
        MemberRow(member, file or "", account.name if account else "")
        for member, file, account in rows
    ]


def get_member(session: Session, domanda_id: int, public_id: str) -> DomandaMember:
    """A member of this domanda. Raises NotFoundError."""
    found = session.exec(
        select(DomandaMember).where(
            DomandaMember.domanda_id == domanda_id, DomandaMember.public_id == public_id
        )
    ).first()
    if found is None:
        raise NotFoundError
    return found


def names_of_members(session: Session, domanda_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The names of the members of each domanda, in their order."""
    rows = session.exec(
        select(DomandaMember.domanda_id, DomandaMember.name)
        .where(col(DomandaMember.domanda_id).in_(domanda_ids))
        .order_by(col(DomandaMember.domanda_id), col(DomandaMember.position))
    ).all()
    names: dict[int, tuple[str, ...]] = {}
    for domanda_id, name in rows:
        names[domanda_id] = (*names.get(domanda_id, ()), name)
    return names


@dataclass(frozen=True, slots=True)
class Asked:
    """A body of the actor's that another asked to take part with it. `closes_at` is in UTC."""

    public_id: str
    lead: str
    procedure: str
    body: str
    state: DomandaState
    confirmed_at: datetime | None
    declined_at: datetime | None
    closes_at: datetime | None


def list_asked(session: Session, actor: Actor) -> list[Asked]:
    """Who asks the actor's bodies to take part together, newest first."""
    rows = session.exec(
        select(  # type: ignore[call-overload]
            DomandaMember.public_id,
            Domanda.body_name,
            Procedure.title,
            Ets.name,
            Domanda.state,
            DomandaMember.confirmed_at,
            DomandaMember.declined_at,
            Avviso.closes_at,
        )
        .join(Domanda, col(DomandaMember.domanda_id) == col(Domanda.id))
        .join(Procedure, col(Domanda.procedure_id) == col(Procedure.id))
        .join(Avviso, col(Avviso.procedure_id) == col(Procedure.id))
        .join(Ets, col(Ets.tax_code) == col(DomandaMember.tax_code))
        .where(
            col(Ets.id).in_(sorted(actor.bodies)),
            col(DomandaMember.asked_at).is_not(None),
            col(Domanda.state).in_((DomandaState.DRAFT, DomandaState.FILED)),
        )
        .order_by(col(DomandaMember.id).desc())
    ).all()
    return [Asked(*row) for row in rows]


def get_asked(session: Session, actor: Actor, public_id: str) -> tuple[DomandaMember, Domanda, Ets]:
    """The member that one of the actor's bodies is asked to be. Raises NotFoundError."""
    row = session.exec(
        select(DomandaMember, Domanda, Ets)
        .join(Domanda, col(DomandaMember.domanda_id) == col(Domanda.id))
        .join(Ets, col(Ets.tax_code) == col(DomandaMember.tax_code))
        .where(
            DomandaMember.public_id == public_id,
            col(DomandaMember.asked_at).is_not(None),
            col(Ets.id).in_(sorted(actor.bodies)),
            col(Domanda.state).in_((DomandaState.DRAFT, DomandaState.FILED)),
        )
    ).first()
    if row is None:
        raise NotFoundError
    return row[0], row[1], row[2]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Tax codes that stand elsewhere in a procedure: filing alone, or as another's member.

    Of `alone` only members matter: what the lead itself filed here is what it amends.
    """

    alone: frozenset[str]
    members: frozenset[str]


def standing_elsewhere(
    session: Session, procedure_id: int, lead: str, members: Sequence[str], *, but: Sequence[int]
) -> Elsewhere:
    """Which of `members` filed a domanda here; who, the lead too, takes part in a joint one.

    Only a body's own word counts, the confirmation from its area: whom others named on paper
    is locked out of nothing. `but` are the keys of the domande that are being looked at.
    """
    alone = select(Domanda.body_tax_code).where(
        Domanda.procedure_id == procedure_id,
        Domanda.state == DomandaState.FILED,
        col(Domanda.body_tax_code).in_(members),
        col(Domanda.id).not_in(but),
    )
    joined = session.exec(
        select(DomandaMember.tax_code, DomandaPart.answers)
        .join(Domanda, col(DomandaMember.domanda_id) == col(Domanda.id))
        .join(DomandaPart, col(DomandaPart.domanda_id) == col(Domanda.id))
        .where(
            Domanda.procedure_id == procedure_id,
            col(DomandaMember.tax_code).in_([code for code in (lead, *members) if code]),
            col(DomandaMember.confirmed_at).is_not(None),
            col(Domanda.id).not_in(but),
            col(Domanda.state).in_(LIVE),
            DomandaPart.code == FORM_PART,
        )
    ).all()
    together = {code for code, said in joined if is_joint({FORM_PART: said})}
    return Elsewhere(
        frozenset(session.exec(alone).all()) if members else frozenset(), frozenset(together)
    )
