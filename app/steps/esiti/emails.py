"""What bodies are told of the esiti: one mail to each, with all of its own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.core.jobs.mail import send_mail_from
from app.people.ets.models import Ets
from app.steps.contributions.queries import SynthesisRow
from app.steps.esiti.models import Esito
from app.steps.esiti.queries import EsitoRow, list_published_of
from app.steps.laboratories.queries import list_seats
from app.steps.procedures.queries import Here
from app.steps.synthesis.views import name_of

Told = tuple[SynthesisRow, Esito]


@dataclass(frozen=True, slots=True)
class Line:
    """An esito as the mail says it, with the page of its contribution where there is one."""

    name: str
    esito: EsitoRow
    address: str


def tell_bodies(session: Session, here: Here, told: Sequence[Told], *, update: bool) -> list[str]:
    """One mail to each body with all of its own esiti; gives the bodies without an address."""
    by_body: dict[int, list[Line]] = {}
    names: dict[int, SynthesisRow] = {}
    for row, line in _lines(session, here, told):
        by_body.setdefault(row.ets_id, []).append(line)
        names.setdefault(row.ets_id, row)
    addresses = _addresses(session, here, set(by_body))
    for key, own in by_body.items():
        if address := addresses.get(key):
            _send(session, here, address, names[key], own, update=update)
    return [names[key].body_name for key in by_body if not addresses.get(key)]


def _lines(
    session: Session, here: Here, told: Sequence[Told]
) -> Iterable[tuple[SynthesisRow, Line]]:
    """The published esiti told, in words; a withheld contribution has no public page."""
    written = {
        (one.key, one.step, one.sequence): one
        for one in list_published_of(session, *(row.id for row, _ in told))
    }
    for row, esito in told:
        address = "" if row.withheld else f"/{here.scope}/contributi/{row.public_id}"
        yield row, Line(name_of(row), written[row.id, esito.step, esito.sequence], address)


def _send(
    session: Session,
    here: Here,
    address: str,
    body: SynthesisRow,
    own: list[Line],
    *,
    update: bool,
) -> None:
    send_mail_from(
        session,
        "esiti/updated" if update else "esiti/published",
        to=address,
        to_ref=body.body_public_id,
        chain=here.procedure.public_id,
        sender_name=here.authority.sender_name,
        reply_to=here.authority.reply_to,
        body=body.body_name,
        procedure=here.procedure.title,
        lines=own,
        address=f"/{here.scope}/esiti?ente={body.body_public_id}",
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
