"""What bodies are told of a yearly account, and the link of a guest of the committee."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from app.core.i18n import date_short
from app.core.jobs.mail import send_mail_from
from app.law.reserved import TAKEN_BACK
from app.people.ets.models import Ets
from app.steps.contributions.queries import SynthesisRow, list_published_for_synthesis
from app.steps.esiti.enums import Outcome
from app.steps.esiti.queries import list_current_outcomes
from app.steps.laboratories.queries import list_seats
from app.steps.monitoring.models import GivenReading, ReadingInvitation
from app.steps.monitoring.navigation import ACCOUNTS, PUBLIC, READING
from app.steps.monitoring.queries.progress import ItemProgress, Progress
from app.steps.plans.navigation import item_page
from app.steps.procedures.navigation import office_address, public_address
from app.steps.procedures.queries import Here
from app.steps.synthesis.views import name_of


@dataclass(frozen=True, slots=True)
class Became:
    """A contribution of a body, with the items of the plan that came from it: words and address."""

    name: str
    outcome: str
    items: tuple[tuple[str, str], ...]


def tell_bodies(session: Session, here: Here, year: int, progress: Progress) -> list[str]:
    """One mail to each body that contributed; gives the public ids of those without an address."""
    own: dict[int, list[SynthesisRow]] = {}
    for contribution in list_published_for_synthesis(session, here.procedure.pk):
        own.setdefault(contribution.ets_id, []).append(contribution)
    outcomes = list_current_outcomes(session, here.procedure.pk)
    items: dict[int, list[ItemProgress]] = {}
    for item in progress.items:
        for one in item.contributions:
            items.setdefault(one.id, []).append(item)
    bodies = session.exec(select(Ets).where(col(Ets.id).in_(sorted(own))).order_by(Ets.id)).all()  # type: ignore[arg-type]
    addresses = _addresses(session, here, bodies)
    missing = []
    for body in bodies:
        address = addresses.get(body.pk, "")
        if not address:
            missing.append(body.public_id)
            continue
        send_mail_from(
            session,
            "monitoring/account",
            to=address,
            to_ref=body.public_id,
            chain=here.procedure.public_id,
            sender_name=here.authority.sender_name,
            reply_to=here.authority.reply_to,
            body=body.name,
            procedure=here.procedure.title,
            year=year,
            became=[
                _became(here, each, outcomes.get(each.id), items.get(each.id, ()), year)
                for each in own[body.pk]
            ],
            address=public_address(here, f"{PUBLIC}/{year}"),
        )
    return missing


def _addresses(session: Session, here: Here, bodies: Iterable[Ets]) -> dict[int, str]:
    """The body's own address, else that of its first seat."""
    found = {
        seat.ets_id: seat.addresses[0]
        for seat in reversed(list_seats(session, here.procedure.pk))
        if seat.addresses
    }
    own = {body.pk: body.email or body.pec for body in bodies if body.email or body.pec}
    return found | own


def _became(
    here: Here,
    contribution: SynthesisRow,
    outcome: Outcome | None,
    items: Iterable[ItemProgress],
    year: int,
) -> Became:
    return Became(
        name_of(contribution),
        outcome.label if outcome else "senza esito",
        tuple(
            (_words(item, year), public_address(here, item_page(item.public_id))) for item in items
        ),
    )


def _words(item: ItemProgress, year: int) -> str:
    said = f"{item.code}, {item.title}: {item.state.label}"
    if item.overdue and item.due_on:
        said += f", in ritardo (era attesa entro il {date_short(item.due_on)})"
    elif item.due_on:
        said += f", entro il {date_short(item.due_on)}"
    for row in item.indicators:
        if (value := row.values.get(year)) is not None:
            said += f". {row.name} nel {year}: {row.shown(value)}, {row.reach(year).label}"
    return said


def tell_withdrawn(session: Session, here: Here, years: list[int]) -> None:
    """The office learns which accounts left the site, and what brings them back."""
    if here.authority.email:
        send_mail_from(
            session,
            "monitoring/withdrawn",
            to=here.authority.email,
            to_ref=here.authority.public_id,
            chain=here.procedure.public_id,
            sender_name=here.authority.sender_name,
            reply_to=here.authority.reply_to,
            procedure=here.procedure.title,
            years=years,
            why=TAKEN_BACK,
            address=office_address(here, ACCOUNTS),
        )


def invite_reader(
    session: Session, here: Here, invitation: ReadingInvitation, year: int, token: str
) -> None:
    """The one mail that holds the link; it stands in no procedure's register, which others read."""
    send_mail_from(
        session,
        "monitoring/reading",
        to=invitation.guest_email,
        to_ref=invitation.public_id,
        sender_name=here.authority.sender_name,
        reply_to=here.authority.reply_to,
        guest=invitation.guest_name,
        committee=invitation.committee,
        authority=here.authority.name,
        procedure=here.procedure.title,
        year=year,
        link=f"{READING}/entra/{token}",
        account=public_address(here, f"{PUBLIC}/{year}"),
        until=invitation.expires_at,
    )


def tell_given(
    session: Session, here: Here, invitation: ReadingInvitation, reading: GivenReading, year: int
) -> None:
    """The guest gets the seal; the office learns that there is a reading to be answered."""
    said: dict[str, Any] = {
        "committee": reading.committee,
        "procedure": here.procedure.title,
        "year": year,
        "seal": reading.seal,
        "given_at": reading.given_at,
        "address": public_address(here, f"{PUBLIC}/{year}#letture"),
        "sender_name": here.authority.sender_name,
        "reply_to": here.authority.reply_to,
    }
    if invitation.guest_email:
        to, ref = invitation.guest_email, invitation.public_id
        send_mail_from(session, "monitoring/given", to=to, to_ref=ref, **said)
    if here.authority.email:
        to, ref = here.authority.email, here.authority.public_id
        chain = here.procedure.public_id
        send_mail_from(session, "monitoring/received", to=to, to_ref=ref, chain=chain, **said)
