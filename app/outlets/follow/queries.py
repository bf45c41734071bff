"""Reads of followers and of what there is to tell them."""

from datetime import date, datetime

from sqlmodel import Session, col, func, select

from app.core.security.tokens import token_hash
from app.law.phases import Phase
from app.outlets.follow.enums import Rhythm
from app.outlets.follow.models import Follow, FollowNotice
from app.steps.procedures.models import Procedure


def find_follow(session: Session, procedure_id: int, email: str) -> Follow | None:
    """Whether an address follows the procedure, locked for a change."""
    query = select(Follow).where(Follow.procedure_id == procedure_id, Follow.email == email)
    return session.exec(query.with_for_update().execution_options(populate_existing=True)).first()


def find_confirming(session: Session, procedure_id: int, token: str) -> Follow | None:
    """The one that the link of confirmation is for, confirmed or not."""
    query = select(Follow).where(
        Follow.procedure_id == procedure_id, Follow.confirm_hash == token_hash(token)
    )
    return session.exec(query).first()


def find_leaving(session: Session, procedure_id: int, token: str) -> Follow | None:
    """The one that the link of leaving is for."""
    query = select(Follow).where(Follow.procedure_id == procedure_id, Follow.leave_token == token)
    return session.exec(query).first()


def last_notice(session: Session, procedure_id: int) -> int:
    """The key of the newest notice, 0 where there is none."""
    query = select(func.max(FollowNotice.id)).where(FollowNotice.procedure_id == procedure_id)
    return session.exec(query).one() or 0


def list_notices(session: Session, procedure_id: int, after: int, to: int) -> list[FollowNotice]:
    """The notices with keys above `after` up to `to`, in their order."""
    query = select(FollowNotice).where(
        FollowNotice.procedure_id == procedure_id,
        col(FollowNotice.id) > after,
        col(FollowNotice.id) <= to,
    )
    return list(session.exec(query.order_by(col(FollowNotice.id))).all())


def list_untold(session: Session, procedure_id: int, to: int, most: int) -> list[Follow]:
    """Who is told at once and was not up to `to`, locked; those another worker holds left out."""
    query = (
        select(Follow)
        .where(
            Follow.procedure_id == procedure_id,
            col(Follow.confirmed_at).is_not(None),
            Follow.rhythm == Rhythm.AT_ONCE,
            col(Follow.told_to) < to,
        )
        .order_by(col(Follow.id))
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    return list(session.exec(query).all())


def list_unsummed(session: Session, procedure_id: int, monday: date, most: int) -> list[Follow]:
    """Who gets a weekly summary and has not had that of `monday`, locked as `list_untold`."""
    query = (
        select(Follow)
        .where(
            Follow.procedure_id == procedure_id,
            col(Follow.confirmed_at).is_not(None),
            Follow.rhythm == Rhythm.WEEKLY,
            col(Follow.summed_on).is_(None) | (col(Follow.summed_on) < monday),
        )
        .order_by(col(Follow.id))
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    return list(session.exec(query).all())


def list_weekly(session: Session) -> list[int]:
    """The procedures that somebody follows week by week."""
    query = select(Follow.procedure_id).where(
        Follow.rhythm == Rhythm.WEEKLY, col(Follow.confirmed_at).is_not(None)
    )
    return list(session.exec(query.distinct().order_by(col(Follow.procedure_id))).all())


def list_noticed(session: Session, procedure_id: int, subject: str) -> list[FollowNotice]:
    """The notices that tell of one thing."""
    query = select(FollowNotice).where(
        FollowNotice.procedure_id == procedure_id, FollowNotice.subject == subject
    )
    return list(session.exec(query).all())


def list_forgettable(session: Session, unconfirmed_before: datetime) -> list[Follow]:
    """The addresses never confirmed, and those whose procedure is in the archive."""
    query = (
        select(Follow)
        .join(Procedure, col(Procedure.id) == col(Follow.procedure_id))
        .where(
            (col(Follow.confirmed_at).is_(None) & (col(Follow.asked_at) < unconfirmed_before))
            | (col(Procedure.phase) == Phase.ARCHIVED)
        )
        .order_by(col(Follow.id))
        .limit(500)
    )
    return list(session.exec(query).all())
