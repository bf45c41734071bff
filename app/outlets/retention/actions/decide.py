"""A person keeps something back, or lets the list run."""

from datetime import timedelta

from sqlmodel import Session, col, func, select

from app.core.clock import legal_today, wall_now
from app.core.errors import RuleError
from app.core.events import emit
from app.core.jobs.queue import enqueue
from app.core.security.actor import Actor
from app.law.sources import GDPR_5_E
from app.outlets.retention.enums import ItemState, ListState
from app.outlets.retention.events import RemovalHeld, RemovalReleased, RetentionConfirmed
from app.outlets.retention.forms import AloneForm, HoldForm
from app.outlets.retention.models import RetentionItem, RetentionList, RetentionSetting
from app.people.authorities.models import Authority

REMOVE = "retention.remove"


def hold_item(
    session: Session, actor: Actor, listed: RetentionList, item: RetentionItem, form: HoldForm
) -> None:
    """Keep one thing beyond its term, for a reason: a dispute, an inspection, an access request.

    Raises RuleError once the list runs.
    """
    _refuse_running(listed)
    item.state, item.why_kept, item.kept_by_id = ItemState.KEPT, form.why, actor.account_id
    session.add(item)
    emit(session, RemovalHeld(actor_ref=actor.ref, subject=item.public_id, eraser=item.eraser))


def release_item(
    session: Session, actor: Actor, listed: RetentionList, item: RetentionItem
) -> None:
    """Let go with the list what somebody had kept back: its reason is over.

    Raises RuleError once the list runs, or where nobody keeps it back.
    """
    _refuse_running(listed)
    if item.state is not ItemState.KEPT:
        raise RuleError("Questo dato non è trattenuto.", source=GDPR_5_E)
    item.state, item.why_kept, item.kept_by_id = ItemState.LISTED, "", None
    session.add(item)
    emit(session, RemovalReleased(actor_ref=actor.ref, subject=item.public_id, eraser=item.eraser))


def confirm_list(session: Session, actor: Actor | None, listed: RetentionList) -> None:
    """Let the list run; `actor` is None where the authority lets it run by itself.

    Raises RuleError where it runs already.
    """
    _refuse_running(listed)
    items = session.exec(
        select(func.count())
        .select_from(RetentionItem)
        .where(RetentionItem.list_id == listed.pk, RetentionItem.state == ItemState.LISTED)
    ).one()
    listed.state, listed.confirmed_at = ListState.CONFIRMED, wall_now()
    listed.confirmed_by_id = actor.account_id if actor else None
    session.add(listed)
    enqueue(session, REMOVE, {"list": listed.pk}, key=f"retention:{listed.pk}")
    emit(
        session,
        RetentionConfirmed(
            actor_ref=actor.ref if actor else "",
            subject=listed.public_id,
            month=listed.month.isoformat(),
            items=items,
        ),
    )


def _refuse_running(listed: RetentionList) -> None:
    if listed.state is not ListState.OPEN:
        raise RuleError("Questo elenco è già stato confermato.", source=GDPR_5_E)


def set_alone(session: Session, authority: Authority, form: AloneForm) -> None:
    """After how many days an unconfirmed list runs by itself, also the one that is open."""
    row = session.exec(
        select(RetentionSetting).where(RetentionSetting.authority_id == authority.pk)
    ).first() or RetentionSetting(authority_id=authority.pk)
    row.alone_after_days = form.days
    session.add(row)
    still_open = select(RetentionList).where(
        RetentionList.authority_id == authority.pk, col(RetentionList.state) == ListState.OPEN
    )
    for listed in session.exec(still_open).all():
        listed.alone_on = legal_today() + timedelta(days=form.days) if form.days else None
        session.add(listed)
