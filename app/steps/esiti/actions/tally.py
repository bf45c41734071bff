"""Which esito counts now, and the counts that public pages read instead of counting."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import case
from sqlalchemy import select as columns
from sqlmodel import Session, col, delete, func, select, update

from app.steps.contributions.enums import FOR_SYNTHESIS, ContributionState
from app.steps.contributions.models import Contribution
from app.steps.esiti.enums import Counted, EsitoState, EsitoStep
from app.steps.esiti.models import Esito, EsitoTally, NodeEsito
from app.steps.procedures.queries import Here

_CHUNK = 500


def make_current(session: Session, here: Here, contributions: Sequence[int]) -> None:
    """Mark the last published esito of some contributions, then count the procedure anew."""
    for start in range(0, len(contributions), _CHUNK):
        _mark(session, Esito, Esito.contribution_id, contributions[start : start + _CHUNK])
    count_again(session, here.procedure.pk, here.authority.pk)


def make_nodes_current(session: Session, nodes: Sequence[int]) -> None:
    """Mark the last published esito of some nodes."""
    for start in range(0, len(nodes), _CHUNK):
        _mark(session, NodeEsito, NodeEsito.node_id, nodes[start : start + _CHUNK])


def _mark(session: Session, model: Any, owner: Any, keys: Sequence[int]) -> None:
    rows = session.exec(
        select(owner, model.id)
        .where(col(owner).in_(keys), model.state == EsitoState.PUBLISHED)
        .order_by(case((model.step == EsitoStep.DECISION, 1), else_=0), model.sequence)
    ).all()
    last = dict(rows)
    session.exec(update(model).where(col(owner).in_(keys)).values(current=False))
    session.exec(update(model).where(model.id.in_(sorted(last.values()))).values(current=True))


def count_again(session: Session, procedure_id: int, authority_id: int) -> None:
    """Write the counts of a procedure anew from its published esiti."""
    session.exec(delete(EsitoTally).where(col(EsitoTally.procedure_id) == procedure_id))
    for counted, which in (
        (Counted.PROPOSAL, _last_of(EsitoStep.PROPOSAL)),
        (Counted.DECISION, _last_of(EsitoStep.DECISION)),
        (Counted.CURRENT, col(Esito.current)),
    ):
        session.add_all(
            EsitoTally(
                procedure_id=procedure_id,
                authority_id=authority_id,
                counted=counted,
                tavolo_id=tavolo,
                ets_id=body,
                outcome=outcome,
                total=total,
            )
            for tavolo, body, outcome, total in _counted(session, procedure_id, which)
        )
    session.flush()


def _counted(session: Session, procedure_id: int, which: Any) -> Any:
    hidden = col(Contribution.state) == ContributionState.WITHHELD
    body: Any = case((hidden, None), else_=col(Contribution.ets_id))
    cells = (col(Contribution.tavolo_id), body, col(Esito.outcome))
    return session.exec(  # type: ignore[call-overload]
        columns(*cells, func.count())
        .join(Contribution, col(Esito.contribution_id) == col(Contribution.id))
        .where(
            col(Esito.procedure_id) == procedure_id,
            col(Contribution.state).in_(FOR_SYNTHESIS),
            which,
        )
        .group_by(*cells)
        .order_by(*cells)
    ).all()


def _last_of(step: EsitoStep) -> Any:
    """The last published esito of a step: no later one of the same contribution."""
    later = Esito.__table__.alias("later")  # type: ignore[attr-defined]
    published = EsitoState.PUBLISHED
    after = (
        columns(later.c.id)
        .where(
            later.c.contribution_id == col(Esito.contribution_id),
            later.c.step == step,
            later.c.state == published,
            later.c.sequence > col(Esito.sequence),
        )
        .exists()
    )
    return (col(Esito.step) == step) & (col(Esito.state) == published) & ~after
