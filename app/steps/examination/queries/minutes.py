"""The verbali of the examination, and what the next one has to say."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, func, select

from app.core.errors import NotFoundError
from app.people.accounts.models import Account
from app.steps.domande.enums import DomandaState
from app.steps.domande.models import Domanda
from app.steps.examination.enums import CheckMark, MinutesState
from app.steps.examination.models import Check, Decision, ExaminationVerbale
from app.steps.examination.queries.checks import list_essential
from app.steps.examination.queries.conflicts import in_conflict, list_conflicts
from app.steps.examination.queries.office import CONFIRMED


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was decided of one domanda, for the verbale."""

    domanda: Domanda
    decision: Decision
    by: str


def list_minutes(
    session: Session, procedure_id: int, *, published: bool = False
) -> list[ExaminationVerbale]:
    """The verbali of the examination in their order."""
    query = select(ExaminationVerbale).where(ExaminationVerbale.procedure_id == procedure_id)
    if published:
        query = query.where(ExaminationVerbale.state == MinutesState.PUBLISHED)
    return list(session.exec(query.order_by(col(ExaminationVerbale.number))).all())


def get_minutes(
    session: Session,
    procedure_id: int,
    public_id: str,
    *,
    lock: bool = False,
    published: bool = False,
) -> ExaminationVerbale:
    """A verbale of this procedure's examination. Raises NotFoundError."""
    query = select(ExaminationVerbale).where(
        ExaminationVerbale.procedure_id == procedure_id, ExaminationVerbale.public_id == public_id
    )
    if published:
        query = query.where(ExaminationVerbale.state == MinutesState.PUBLISHED)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = session.exec(query).first()
    if found is None:
        raise NotFoundError
    return found


def last_minutes_number(session: Session, procedure_id: int) -> int:
    query = select(func.max(ExaminationVerbale.number)).where(
        ExaminationVerbale.procedure_id == procedure_id
    )
    return session.exec(query).one() or 0


def list_proposals(session: Session, procedure_id: int) -> list[Proposal]:
    """The decisions that stand and that no approved verbale holds yet, by number."""
    rows = session.exec(
        select(Domanda, Decision, Account)
        .join(Decision, col(Decision.domanda_id) == col(Domanda.id))
        .join(Account, col(Decision.decided_by_id) == col(Account.id))
        .where(
            Domanda.procedure_id == procedure_id,
            col(Decision.replaced_at).is_(None),
            col(Decision.verbale_id).is_(None),
            CONFIRMED,
        )
        .order_by(col(Domanda.year), col(Domanda.number), col(Decision.id))
    ).all()
    return [Proposal(domanda, decision, account.name) for domanda, decision, account in rows]


def count_unpublished_in(session: Session, verbale_id: int) -> int:
    """How many decisions of an approved verbale a list has still to publish.

    One that was replaced, or whose domanda the body withdrew, no list will ever hold.
    """
    query = (
        select(func.count())
        .select_from(Decision)
        .join(Domanda, col(Decision.domanda_id) == col(Domanda.id))
        .where(
            Decision.verbale_id == verbale_id,
            col(Decision.admission_id).is_(None),
            col(Decision.replaced_at).is_(None),
            Domanda.state == DomandaState.FILED,
        )
    )
    return session.exec(query).one()


def content_of(session: Session, procedure_id: int) -> dict[str, Any]:
    """What a verbale says of the domande, as it is sealed: plain JSON."""
    declared = list_conflicts(session, procedure_id)
    essential = list_essential(session, procedure_id)
    abstained: dict[int, list[str]] = {}
    for account_id, who in {one.conflict.account_id: one.who for one in declared}.items():
        for domanda_id in in_conflict(session, procedure_id, account_id):
            abstained.setdefault(domanda_id, []).append(who)
    return {
        "conflicts": [
            {
                "member": one.who,
                "body": one.conflict.name,
                "reason": one.conflict.reason,
                "declared_at": one.conflict.declared_at.isoformat(),
            }
            for one in declared
        ],
        "domande": [
            {
                "domanda": one.domanda.public_id,
                "number": one.domanda.register_number,
                "body": one.domanda.body_name,
                "outcome": one.decision.outcome.value,
                "reason": one.decision.reason,
                "answer": one.decision.answer,
                "essential": _said_of(essential.get(one.domanda.pk)),
                "decided_by": one.by,
                "decided_at": one.decision.decided_at.isoformat(),
                "abstained": abstained.get(one.domanda.pk, []),
            }
            for one in list_proposals(session, procedure_id)
        ],
    }


def _said_of(check: Check | None) -> str:
    """Whether another subject's part is connected and essential, and why; empty for an ETS."""
    if check is None:
        return ""
    return f"{'sì' if check.mark is CheckMark.RIGHT else 'no'}. {check.reason}"
