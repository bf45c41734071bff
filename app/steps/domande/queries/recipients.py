"""Where the office's letters about domande go."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.people.accounts.models import Account
from app.people.ets.models import Ets
from app.steps.domande.enums import Channel
from app.steps.domande.models import Domanda


@dataclass(frozen=True, slots=True)
class Recipient:
    """An address and the public id of whose it is; `pec` when it is a certified one."""

    address: str
    ref: str
    pec: bool = False


def list_recipients(
    session: Session, domande: Sequence[Domanda]
) -> dict[int, tuple[Recipient, ...]]:
    """For each domanda's key: the body's PEC, or else its e-mail, and who filed it online."""
    bodies = select(Ets).where(col(Ets.id).in_({one.ets_id for one in domande}))
    people = select(Account).where(
        col(Account.id).in_({_filer(one) for one in domande if _online(one)})
    )
    by_body = {row.pk: row for row in session.exec(bodies).all()}
    by_person = {row.pk: row for row in session.exec(people).all()}
    return {
        one.pk: _addresses(
            by_body.get(one.ets_id or 0), by_person.get(_filer(one)) if _online(one) else None
        )
        for one in domande
    }


def _filer(domanda: Domanda) -> int:
    """Who pressed «Invia»; before that, who began it."""
    return domanda.filed_by_id or domanda.created_by_id


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
