"""What can be found of the esiti: the published reasons, of contributions that are public too."""

from collections.abc import Collection, Iterator
from typing import Any

from sqlmodel import Session, col, func, select

from app.core.findable import Findable, Finder, everything, from_day, its_subject
from app.people.ets.models import Ets
from app.steps.contributions.enums import PUBLIC
from app.steps.contributions.events import ContributionModerated
from app.steps.contributions.models import Contribution
from app.steps.esiti.enums import EsitoState, EsitoStep
from app.steps.esiti.events import EsitiPublished, EsitiRetold, EsitoAdded
from app.steps.esiti.models import Esito
from app.steps.procedures.navigation import public_address
from app.steps.procedures.queries import Here

_COLUMNS = (
    Contribution.public_id,
    Contribution.number,
    Contribution.published_title,
    Contribution.tavolo_id,
    Contribution.ets_id,
    Ets.name,
    Esito.outcome,
    Esito.reason,
    Esito.passed_to,
    Esito.published_at,
)


def _standing(here: Here) -> Any:
    """The last published esito of each contribution, a decision before a proposal."""
    order = (col(Esito.step) == EsitoStep.PROPOSAL, col(Esito.sequence).desc())
    place = func.row_number().over(partition_by=col(Esito.contribution_id), order_by=order)
    ranked = (
        select(col(Esito.id), place.label("place"))
        .where(Esito.procedure_id == here.procedure.pk, Esito.state == EsitoState.PUBLISHED)
        .subquery()
    )
    return select(ranked.c.id).where(ranked.c.place == 1)


def _published(here: Here) -> tuple[Any, ...]:
    """The esiti that stand as answers today."""
    return (
        Esito.procedure_id == here.procedure.pk,
        col(Esito.id).in_(_standing(here)),
        Esito.state == EsitoState.PUBLISHED,
        col(Contribution.state).in_(PUBLIC),
    )


def _esiti(session: Session, here: Here, refs: Collection[str] | None = None) -> Iterator[Findable]:
    query = (
        select(*_COLUMNS)  # type: ignore[call-overload]
        .select_from(Esito)
        .join(Contribution, col(Esito.contribution_id) == col(Contribution.id))
        .join(Ets, col(Contribution.ets_id) == col(Ets.id))
        .where(*_published(here))
        .order_by(col(Contribution.number))
    )
    if refs is not None:
        query = query.where(col(Contribution.public_id).in_(refs))
    for ref, number, title, tavolo, ets, name, outcome, reason, to, at in session.exec(query):
        yield Findable(
            ref=ref,
            title=f"Esito del contributo n. {number}: {title}",
            text=f"{outcome.label.capitalize()}{f' ({to})' if to else ''}. {reason}",
            more=name,
            address=public_address(here, f"/contributi/{ref}"),
            day=from_day(at),
            tavolo_id=tavolo,
            ets_id=ets,
            outcome=outcome.label,
        )


def _refs(session: Session, here: Here) -> list[str]:
    query = (
        select(Contribution.public_id)
        .join(Esito, col(Esito.contribution_id) == col(Contribution.id))
        .where(*_published(here))
    )
    return list(session.exec(query.order_by(col(Contribution.number))).all())


_NOBODY = ("",)

FINDERS = (
    Finder(
        "esito",
        "Esiti",
        _esiti,
        _refs,
        events={
            EsitiPublished: everything,
            EsitoAdded: lambda event: (event.contribution,),
            ContributionModerated: its_subject,
            EsitiRetold: lambda event: event.contributions or _NOBODY,
        },
    ),
)
