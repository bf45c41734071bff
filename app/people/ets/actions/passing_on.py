"""What who acts for a body may pass on to another person."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from app.core.clock import legal_today
from app.core.i18n import date_words
from app.people.ets.enums import PUBLIC_SIDE, MembershipKind
from app.people.ets.models import Ets, Membership
from app.people.ets.queries import list_standing

_LEGAL = MembershipKind.LEGAL_REPRESENTATIVE


def passing_errors(
    session: Session,
    account_id: int,
    body: Ets,
    kind: MembershipKind,
    days: tuple[date, date | None],
) -> dict[str, str]:
    """Why a person may not pass on this capacity for these days, by form field; empty if they may.

    A representative is named by a representative, who has no limit of days; a mandate is passed
    on within one's own.
    """
    own = [m for m in list_standing(session, body.pk) if m.account_id == account_id]
    if kind is _LEGAL and not may_name_representative(session, account_id, body):
        return {"acting": "Un legale rappresentante lo invita solo chi rappresenta oggi l'ente."}
    if kind is _LEGAL or any(m.kind is _LEGAL for m in own):
        return {}
    return _beyond(own, *days)


def may_name_representative(session: Session, account_id: int, body: Ets) -> bool:
    """Whether a person may invite a legal representative today: who is one.

    Nobody ever was one where a person with a mandate described the body: that person may invite
    the first. It gives them nothing new, for they could have written that they represent it.
    """
    own = [m for m in list_standing(session, body.pk) if m.account_id == account_id]
    if any(m.kind is _LEGAL for m in own):
        return True
    rows = session.exec(
        select(Membership).where(Membership.ets_id == body.pk).order_by(col(Membership.id))
    ).all()
    described = bool(rows) and rows[0].id in {m.id for m in own} and body.kind not in PUBLIC_SIDE
    return described and not any(m.kind is _LEGAL for m in rows)


def check_start(since: date, *, replaces: bool) -> dict[str, str]:
    """Who represents a body today did so until today: nobody takes their place in the past."""
    if replaces and since < legal_today():
        return {
            "since": "Chi rappresenta oggi l'ente lo ha rappresentato finora: scrivete oggi, "
            "o un giorno che viene."
        }
    return {}


def was_never_of(session: Session, account_id: int, body: Ets) -> bool:
    """Whether a person never acted for the body: the office, that invites for one it registered."""
    query = select(Membership.id).where(
        Membership.ets_id == body.pk, Membership.account_id == account_id
    )
    return session.exec(query).first() is None


def _beyond(own: Sequence[Membership], since: date, until: date | None) -> dict[str, str]:
    if not own:
        return {"acting": "La delega di chi invita non vale più."}
    errors = {}
    first = min(m.since for m in own)
    if since < first:
        errors["since"] = f"Non può cominciare prima della vostra delega, del {date_words(first)}."
    last = max(m.until or date.max for m in own)
    if (until or date.max) > last:
        errors["until"] = (
            f"Non può durare più della vostra delega, che vale fino a {date_words(last)}."
        )
    return errors
