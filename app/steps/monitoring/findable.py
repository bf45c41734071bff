"""What can be found of the year after: each yearly account in its last published version."""

from collections.abc import Collection, Iterator

from sqlmodel import Session

from app.core.findable import Findable, Finder, everything, from_day, without_tags
from app.steps.monitoring.events import AccountPublished, AccountWithdrawn
from app.steps.monitoring.navigation import PUBLIC
from app.steps.monitoring.queries.accounts import list_readable
from app.steps.procedures.navigation import public_address
from app.steps.procedures.queries import Here


def _accounts(
    session: Session, here: Here, refs: Collection[str] | None = None
) -> Iterator[Findable]:
    seen = set()
    for row in list_readable(session, here.procedure.pk):
        if row.year in seen:
            continue
        seen.add(row.year)
        yield Findable(
            ref=f"{here.procedure.public_id}:{row.year}",
            title=f"Rendiconto {row.year}",
            text=" ".join(without_tags(row.version.html).split()),
            address=public_address(here, f"{PUBLIC}/{row.year}"),
            day=from_day(row.version.published_at),
            year=row.year,
        )


FINDERS = (
    Finder(
        "account",
        "Rendiconti annuali",
        _accounts,
        events={AccountPublished: everything, AccountWithdrawn: everything},
    ),
)
