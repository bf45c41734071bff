"""The monthly list: what has reached the end of its term, for a person to read."""

from collections.abc import Iterator
from datetime import timedelta

from sqlmodel import Session, col, select

from app.core.clock import legal_today
from app.law.retention import BY_CODE, due_on, months_of
from app.outlets.retention.enums import ItemState
from app.outlets.retention.erasers import ERASERS, Due, Eraser
from app.outlets.retention.models import RetentionItem, RetentionList
from app.outlets.retention.queries import find_list, get_setting
from app.people.authorities.models import Authority


def due_things(session: Session, authority: Authority) -> Iterator[tuple[Eraser, Due]]:
    """Everything of the authority whose term is over today (in Rome)."""
    today = legal_today()
    for eraser in ERASERS:
        kept = BY_CODE[eraser.kept]
        months = months_of(kept, authority.retention)
        for due in eraser.find(session, authority):
            if due_on(kept, months, due.since) <= today:
                yield eraser, due


def list_due(session: Session, authority: Authority) -> RetentionList | None:
    """The list of this month, made at its first call; None where nothing is due.

    What a person kept in an earlier list stays kept, with its reason, until somebody releases it.
    """
    month = legal_today().replace(day=1)
    if find_list(session, authority.pk, month) is not None:
        return None
    found = list(due_things(session, authority))
    if not found:
        return None
    days = get_setting(session, authority.pk)
    alone_on = legal_today() + timedelta(days=days) if days else None
    made = RetentionList(authority_id=authority.pk, month=month, alone_on=alone_on)
    session.add(made)
    session.flush()
    kept_before = _kept(session, authority.pk)
    for eraser, due in found:
        kept = BY_CODE[eraser.kept]
        day = due_on(kept, months_of(kept, authority.retention), due.since)
        before = kept_before.get((eraser.code, due.row_id))
        session.add(
            RetentionItem(
                list_id=made.pk,
                eraser=eraser.code,
                kept=eraser.kept,
                row_id=due.row_id,
                chain=due.chain,
                title=due.title,
                since=due.since,
                due_on=day,
                state=ItemState.KEPT if before else ItemState.LISTED,
                why_kept=before.why_kept if before else "",
                kept_by_id=before.kept_by_id if before else None,
            )
        )
    session.flush()
    return made


def _kept(session: Session, authority_id: int) -> dict[tuple[str, int], RetentionItem]:
    rows = session.exec(
        select(RetentionItem)
        .join(RetentionList, col(RetentionItem.list_id) == col(RetentionList.id))
        .where(RetentionList.authority_id == authority_id, RetentionItem.state == ItemState.KEPT)
    ).all()
    return {(row.eraser, row.row_id): row for row in rows}
