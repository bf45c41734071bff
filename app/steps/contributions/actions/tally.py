"""The counts that public lists read: written with every move, so that no page counts rows."""

from typing import Any

from sqlalchemy import select as columns
from sqlmodel import Session, col, delete, func, select

from app.steps.contributions.enums import PUBLIC
from app.steps.contributions.models import Contribution, ContributionTally

_CELL = ("procedure_id", "authority_id", "ets_id", "tavolo_id", "kind")


def count_again(session: Session, contribution: Contribution) -> None:
    """Write how many public contributions of its kind its body has at its tavolo."""
    cell = {name: getattr(contribution, name) for name in _CELL}
    counted = _counted(session, cell)
    held = session.exec(select(ContributionTally).filter_by(**cell)).first()
    if held is None:
        session.add_all(counted)
    elif counted:
        held.total = counted[0].total
        session.add(held)
    else:
        session.delete(held)
    session.flush()


def count_all_again(session: Session, procedure_id: int) -> None:
    """Count a whole procedure anew: for rows that did not come in through the actions."""
    old = delete(ContributionTally).where(col(ContributionTally.procedure_id) == procedure_id)
    session.exec(old)
    session.add_all(_counted(session, {"procedure_id": procedure_id}))
    session.flush()


def _counted(session: Session, within: dict[str, Any]) -> list[ContributionTally]:
    cells: list[Any] = [getattr(Contribution, name) for name in _CELL]
    query = (
        columns(*cells, func.count())
        .where(col(Contribution.state).in_(PUBLIC))
        .where(*(getattr(Contribution, name) == value for name, value in within.items()))
        .group_by(*cells)
    )
    names = (*_CELL, "total")
    rows: Any = session.exec(query)  # type: ignore[call-overload]
    return [ContributionTally(**dict(zip(names, row, strict=True))) for row in rows]
