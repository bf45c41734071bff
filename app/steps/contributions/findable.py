"""What can be found of the contributions: the words that were published, never the original."""

from collections.abc import Collection, Iterator

from sqlmodel import Session, col, select

from app.core.findable import Findable, Finder, from_day, its_subject
from app.people.ets.models import Ets
from app.steps.contributions.details import detail_words
from app.steps.contributions.enums import PUBLIC
from app.steps.contributions.events import ContributionModerated, ContributionWithdrawn
from app.steps.contributions.models import Contribution
from app.steps.procedures.navigation import public_address
from app.steps.procedures.queries import Here

_COLUMNS = (
    Contribution.public_id,
    Contribution.number,
    Contribution.kind,
    Contribution.published_title,
    Contribution.published_text,
    Contribution.published_details,
    Contribution.published_at,
    Contribution.tavolo_id,
    Contribution.ets_id,
    Ets.name,
)


def _contributions(
    session: Session, here: Here, refs: Collection[str] | None = None
) -> Iterator[Findable]:
    query = (
        select(*_COLUMNS)  # type: ignore[call-overload]
        .join(Ets, col(Contribution.ets_id) == col(Ets.id))
        .where(Contribution.procedure_id == here.procedure.pk, col(Contribution.state).in_(PUBLIC))
        .order_by(col(Contribution.number))
    )
    if refs is not None:
        query = query.where(col(Contribution.public_id).in_(refs))
    for ref, number, kind, title, text, details, at, tavolo, ets, name in session.exec(query):
        words = "\n".join(f"{label}: {said}" for label, said in detail_words(kind, details))
        yield Findable(
            ref=ref,
            title=title,
            text=f"{text}\n{words}".strip(),
            more=f"{name} {kind.label} n. {number}",
            address=public_address(here, f"/contributi/{ref}"),
            day=from_day(at),
            tavolo_id=tavolo,
            ets_id=ets,
        )


def _refs(session: Session, here: Here) -> list[str]:
    query = select(Contribution.public_id).where(
        Contribution.procedure_id == here.procedure.pk, col(Contribution.state).in_(PUBLIC)
    )
    return list(session.exec(query.order_by(col(Contribution.number))).all())


FINDERS = (
    Finder(
        "contribution",
        "Contributi",
        _contributions,
        _refs,
        events={ContributionModerated: its_subject, ContributionWithdrawn: its_subject},
    ),
)
