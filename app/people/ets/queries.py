"""Reads of bodies and mandates."""

from sqlmodel import Session, col, or_, select

from app.core.clock import legal_today
from app.people.ets.models import Membership


def list_bodies_of(session: Session, account_id: int) -> frozenset[int]:
    """The bodies that a person may act for today."""
    today = legal_today()
    rows = session.exec(
        select(Membership.ets_id).where(
            Membership.account_id == account_id,
            col(Membership.ended_at).is_(None),
            Membership.since <= today,
            or_(col(Membership.until).is_(None), col(Membership.until) >= today),
        )
    ).all()
    return frozenset(rows)
