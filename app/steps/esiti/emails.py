"""What bodies are told of the esiti: one mail to each, with all of its own."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from app.core.jobs.mail import send_mail_from
from app.people.ets.models import Ets
from app.steps.contributions.queries import SynthesisRow
from app.steps.esiti.models import Esito
from app.steps.laboratories.queries import list_seats
from app.steps.procedures.queries import Here
from app.steps.synthesis.views import name_of

Told = tuple[SynthesisRow, Esito]


def tell_bodies(session: Session, here: Here, told: Iterable[Told], *, update: bool) -> list[str]:
    """One mail to each body with all of its own esiti; gives the bodies without an address."""
    by_body: dict[int, list[Told]] = {}
    for row, esito in told:
        by_body.setdefault(row.ets_id, []).append((row, esito))
    addresses = _addresses(session, here, set(by_body))
    for key, own in by_body.items():
        if address := addresses.get(key):
            _send(session, here, address, own, update=update)
    return [own[0][0].body_name for key, own in by_body.items() if not addresses.get(key)]


def _send(session: Session, here: Here, address: str, own: list[Told], *, update: bool) -> None:
    first = own[0][0]
    send_mail_from(
        session,
        "esiti/updated" if update else "esiti/published",
        to=address,
        to_ref=first.body_public_id,
        chain=here.procedure.public_id,
        sender_name=here.authority.sender_name,
        reply_to=here.authority.reply_to,
        body=first.body_name,
        procedure=here.procedure.title,
        esiti=[(name_of(row), esito) for row, esito in own],
        address=f"/{here.scope}/esiti",
    )


def _addresses(session: Session, here: Here, bodies: set[int]) -> dict[int, str]:
    found = {
        seat.ets_id: seat.addresses[0]
        for seat in reversed(list_seats(session, here.procedure.pk))
        if seat.ets_id in bodies and seat.addresses
    }
    rows = session.exec(
        select(Ets.id, Ets.email, Ets.pec).where(col(Ets.id).in_(sorted(bodies)))
    ).all()
    for key, email, pec in rows:
        if key is not None and (email or pec):
            found[key] = email or pec
    return found
