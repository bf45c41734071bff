"""The counts that public lists read: written with every move, so that no page counts rows."""

from typing import Any

from sqlmodel import Session, col, func, insert, select

from app.steps.contributions.enums import PUBLIC
from app.steps.contributions.models import Contribution, ContributionTally


def count_again(session: Session, contribution: Contribution) -> None:
    """Write how many public contributions of its kind its body has at its tavolo."""
    cell = {
        "procedure_id": contribution.procedure_id,
        "ets_id": contribution.ets_id,
        "tavolo_id": contribution.tavolo_id,
        "kind": contribution.kind,
    }
    counting = select(func.count()).where(
        *(getattr(Contribution, name) == value for name, value in cell.items()),
        col(Contribution.state).in_(PUBLIC),
    )
    total = session.exec(counting.select_from(Contribution)).one()
    held = session.exec(select(ContributionTally).filter_by(**cell)).first()
    if held is None and total:
        held = ContributionTally(authority_id=contribution.authority_id, **cell, total=total)
    if held is not None and total:
        held.total = total
        session.add(held)
    elif held is not None:
        session.delete(held)
    session.flush()


def count_all_again(session: Session, procedure_id: int) -> None:
    """Count a whole procedure anew: for rows that did not come in through the actions."""
    cell: tuple[Any, ...] = (
        Contribution.procedure_id,
        Contribution.authority_id,
        Contribution.ets_id,
        Contribution.tavolo_id,
        Contribution.kind,
    )
    for held in session.exec(select(ContributionTally).filter_by(procedure_id=procedure_id)):
        session.delete(held)
    session.flush()
    counting = (
        select(*cell, func.count())
        .where(Contribution.procedure_id == procedure_id, col(Contribution.state).in_(PUBLIC))
        .group_by(*cell)
    )
    names = [*(column.key for column in cell), "total"]
    session.exec(insert(ContributionTally).from_select(names, counting))
