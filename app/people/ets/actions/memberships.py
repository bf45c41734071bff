"""Ending somebody's mandate."""

from datetime import timedelta

from sqlmodel import Session

from app.core.clock import legal_now
from app.core.errors import RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.people.accounts.models import Account
from app.people.ets import emails
from app.people.ets.enums import MembershipKind
from app.people.ets.events import MembershipRevoked, RepresentativeChanged
from app.people.ets.models import Ets, Membership
from app.people.ets.queries import list_standing

_LEGAL = MembershipKind.LEGAL_REPRESENTATIVE


def revoke_membership(session: Session, actor: Actor, body: Ets, membership: Membership) -> None:
    """End a mandate at once; `body` is locked, so that two do not leave together.

    Raises RuleError for the last legal representative, for the only person, and for one who has
    no standing: anyone gives up their own, who represents the body ends anybody's, and with no
    representative present the persons with a mandate decide for each other.
    """
    standing = list_standing(session, body.pk)
    _check_right(actor, standing, membership)
    _check_last(standing, membership)
    membership.ended_at = legal_now()
    session.add(membership)
    emit(
        session,
        MembershipRevoked(
            actor_ref=actor.ref,
            subject=body.public_id,
            ets_id=body.pk,
            membership=membership.public_id,
            account_id=membership.account_id,
        ),
    )
    emails.revoked(session, session.get_one(Account, membership.account_id), body)


def replace_representatives(
    session: Session, actor: Actor, body: Ets, newcomer: Membership
) -> None:
    """The legal representatives that stand end on the day before the new one begins.

    Drafts and domande stay the body's; what was filed keeps who filed it.
    """
    last_day = newcomer.since - timedelta(days=1)
    ended = [
        one
        for one in list_standing(session, body.pk)
        if one.kind is _LEGAL and one.id != newcomer.id
    ]
    for one in ended:
        one.until = last_day if one.until is None else min(one.until, last_day)
        session.add(one)
        emails.replaced(session, session.get_one(Account, one.account_id), body, last_day)
    session.flush()
    if ended:
        emit(
            session,
            RepresentativeChanged(
                actor_ref=actor.ref,
                subject=body.public_id,
                ets_id=body.pk,
                membership=newcomer.public_id,
                ended=tuple(one.public_id for one in ended),
                since=newcomer.since.isoformat(),
            ),
        )


def _check_right(actor: Actor, standing: list[Membership], membership: Membership) -> None:
    representatives = {m.account_id for m in standing if m.kind is _LEGAL}
    if membership.account_id == actor.account_id or not representatives:
        return
    if actor.account_id not in representatives:
        raise RuleError(
            "Solo il legale rappresentante può togliere la delega a un'altra persona.",
            remedy="Chiedeteglielo: trova questa pagina nella sua area.",
        )


def _check_last(standing: list[Membership], membership: Membership) -> None:
    others = [m for m in standing if m.id != membership.id]
    if membership.kind is _LEGAL and not any(m.kind is _LEGAL for m in others):
        raise RuleError(
            "È l'unico legale rappresentante dell'ente: non si può togliere.",
            remedy="Invitate prima il nuovo legale rappresentante; poi togliete questo.",
        )
    if not others:
        raise RuleError(
            "È l'unica persona che agisce per l'ente: non si può togliere.",
            remedy="Invitate prima un'altra persona.",
        )
