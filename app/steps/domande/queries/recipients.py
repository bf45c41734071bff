"""Where the office's letters about domande go."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session, col, func, select

from app.core.clock import legal_today
from app.people.accounts.models import Account
from app.people.ets.models import Ets, Membership
from app.people.ets.queries import stands_on
from app.steps.domande.enums import Channel
from app.steps.domande.models import Domanda, DomandaMember


@dataclass(frozen=True, slots=True)
class Recipient:
    """An address and the public id of whose it is; `pec` when it is a certified one.

    `copy` goes to a body that takes part together with the one that filed, and answers for all.
    """

    address: str
    ref: str
    pec: bool = False
    copy: bool = False


def list_recipients(
    session: Session, domande: Sequence[Domanda]
) -> dict[int, tuple[Recipient, ...]]:
    """For each domanda's key: the body's PEC, or else its e-mail, and who filed it online.

    Until somebody pressed «Invia», that is who began it.
    """
    filer = func.coalesce(col(Domanda.filed_by_id), col(Domanda.created_by_id))
    rows = session.exec(
        select(Domanda.id, Ets, Account)
        .outerjoin(Ets, col(Domanda.ets_id) == col(Ets.id))
        .outerjoin(Account, filer == col(Account.id))
        .where(col(Domanda.id).in_([one.pk for one in domande]))
    ).all()
    found = {key: (body, person) for key, body, person in rows}
    return {
        one.pk: _addresses(found[one.pk][0], found[one.pk][1] if _online(one) else None)
        for one in domande
    }


def list_told(
    session: Session, domande: Sequence[Domanda], *, own_word: bool = False
) -> dict[int, tuple[Recipient, ...]]:
    """As `list_recipients`, then the bodies that take part together, each address once.

    What the office writes of the examination is private: with `own_word` it goes only to the
    members that confirmed from their own area, or that the office itself registered.
    """
    leads = list_recipients(session, domande)
    online = {one.pk for one in domande if _online(one)}
    told = {key: {one.address: one for one in found} for key, found in leads.items()}
    members = session.exec(
        select(DomandaMember).where(col(DomandaMember.domanda_id).in_(told))
    ).all()
    heard = [
        one
        for one in members
        if not own_word or one.confirmed_at is not None or one.domanda_id not in online
    ]
    for member, found in list_of_members(session, heard):
        for recipient in found:
            told[member.domanda_id].setdefault(recipient.address, recipient)
    return {key: tuple(found.values()) for key, found in told.items()}


def list_of_members(
    session: Session, members: Sequence[DomandaMember]
) -> list[tuple[DomandaMember, tuple[Recipient, ...]]]:
    """Where each member is told: its body's address and who confirmed, or whoever acts for it.

    One without a profile here has the address that the lead gave.
    """
    codes = {one.tax_code for one in members}
    if not codes:
        return []
    bodies = {
        body.tax_code: body
        for body in session.exec(select(Ets).where(col(Ets.tax_code).in_(codes))).all()
    }
    people = select(Account).where(col(Account.id).in_({one.confirmed_by_id for one in members}))
    by_key = {row.pk: row for row in session.exec(people).all()}
    acting = _acting(session, {body.pk for body in bodies.values()})
    told = []
    for one in members:
        body, confirmer = bodies.get(one.tax_code), by_key.get(one.confirmed_by_id or 0)
        told.append((one, _of_member(one, body, confirmer, acting)))
    return told


def _acting(session: Session, ets_ids: set[int]) -> dict[int, list[Account]]:
    rows = session.exec(
        select(Membership.ets_id, Account)
        .join(Account, col(Membership.account_id) == col(Account.id))
        .where(col(Membership.ets_id).in_(ets_ids), stands_on(legal_today()))
        .order_by(col(Membership.id))
    ).all()
    people: dict[int, list[Account]] = {}
    for ets_id, account in rows:
        people.setdefault(ets_id, []).append(account)
    return people


def _of_member(
    member: DomandaMember,
    body: Ets | None,
    confirmer: Account | None,
    acting: dict[int, list[Account]],
) -> tuple[Recipient, ...]:
    if body is None:
        return (Recipient(member.email, member.public_id, copy=True),) if member.email else ()
    found = {one.address: one for one in _addresses(body, confirmer)}
    for person in () if confirmer is not None else acting.get(body.pk, ()):
        found.setdefault(person.email, Recipient(person.email, person.public_id))
    return tuple(replace(one, copy=True) for one in found.values())


def _online(domanda: Domanda) -> bool:
    return domanda.channel is Channel.ONLINE


def _addresses(body: Ets | None, person: Account | None) -> tuple[Recipient, ...]:
    found: dict[str, Recipient] = {}
    if body is not None and (body.pec or body.email):
        address = body.pec or body.email
        found[address] = Recipient(address, body.public_id, pec=bool(body.pec))
    if person is not None:
        found.setdefault(person.email, Recipient(person.email, person.public_id))
    return tuple(found.values())
