"""What the feed of one tavolo tells: its contributions with their esiti, and its verbali."""

from datetime import datetime

from sqlmodel import Session, col, select

from app.core.clock import from_rome
from app.core.i18n import date_words
from app.core.text import sentence
from app.outlets.feed.atom import Item
from app.outlets.feed.items import MOST, newest
from app.people.ets.models import Ets
from app.steps.contributions.enums import PUBLIC
from app.steps.contributions.models import Contribution
from app.steps.esiti.enums import EsitoState, Outcome
from app.steps.esiti.models import Esito
from app.steps.laboratories.queries import list_verbali
from app.steps.procedures.models import Tavolo
from app.steps.procedures.navigation import public_address
from app.steps.procedures.queries import Here

_SHORT = 400


def list_tavolo_items(session: Session, here: Here, tavolo: Tavolo) -> list[Item]:
    """The last fifty things of a tavolo, the newest first; a few queries."""
    return newest(
        [
            *_contributions(session, here, tavolo),
            *_esiti(session, here, tavolo),
            *_verbali(session, here, tavolo),
        ]
    )


def _contributions(session: Session, here: Here, tavolo: Tavolo) -> list[Item]:
    query = (
        select(Contribution, Ets.name)
        .join(Ets, col(Contribution.ets_id) == col(Ets.id))
        .where(Contribution.tavolo_id == tavolo.pk, col(Contribution.state).in_(PUBLIC))
        .order_by(col(Contribution.published_at).desc(), col(Contribution.id).desc())
        .limit(MOST)
    )
    return [
        Item(
            ref=one.public_id,
            title=f"Contributo n. {one.number}: {one.published_title}",
            summary=f"{name}. {one.published_text}"[:_SHORT],
            address=public_address(here, f"/contributi/{one.public_id}"),
            updated=one.published_at,
        )
        for one, name in session.exec(query)
        if one.published_at is not None
    ]


def _esiti(session: Session, here: Here, tavolo: Tavolo) -> list[Item]:
    query = (
        select(  # type: ignore[call-overload]
            Esito.public_id,
            Esito.outcome,
            Esito.reason,
            Esito.published_at,
            Contribution.number,
            Contribution.public_id,
        )
        .join(Contribution, col(Esito.contribution_id) == col(Contribution.id))
        .where(
            Contribution.tavolo_id == tavolo.pk,
            col(Contribution.state).in_(PUBLIC),
            Esito.state == EsitoState.PUBLISHED,
        )
        .order_by(col(Esito.published_at).desc(), col(Esito.id).desc())
        .limit(MOST)
    )
    return [
        _esito(here, ref, outcome, reason, at, number, contribution)
        for ref, outcome, reason, at, number, contribution in session.exec(query)
    ]


def _esito(
    here: Here,
    ref: str,
    outcome: Outcome,
    reason: str,
    at: datetime,
    number: int,
    contribution: str,
) -> Item:
    return Item(
        ref=f"esito:{ref}",
        title=f"Esito del contributo n. {number}: {outcome.label}",
        summary=reason[:_SHORT],
        address=public_address(here, f"/contributi/{contribution}"),
        updated=at,
    )


def _verbali(session: Session, here: Here, tavolo: Tavolo) -> list[Item]:
    return [
        Item(
            ref=f"verbale:{row.public_id}",
            title=f"Verbale: {row.title}",
            summary=f"{row.meeting}, {sentence(date_words(row.held_on)).lower()}.",
            address=public_address(here, f"/verbali/{row.public_id}"),
            updated=row.published_at or from_rome(row.held_on),
        )
        for row in list_verbali(session, here.procedure.pk, published=True)
        if row.tavolo_id == tavolo.pk
    ]
