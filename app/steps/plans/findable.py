"""What can be found of the plan, once anyone may read it: objectives, programmes, activities."""

from collections.abc import Collection, Iterator

from sqlmodel import Session

from app.core.findable import Findable, Finder, everything, from_day
from app.steps.plans.events import (
    PlanImported,
    PlanImportUndone,
    PlanItemChanged,
    PlanPublished,
)
from app.steps.plans.navigation import item_page
from app.steps.plans.queries import list_items, plan_public_since
from app.steps.procedures.events import PhaseEntered
from app.steps.procedures.navigation import public_address
from app.steps.procedures.queries import Here


def _items(session: Session, here: Here, refs: Collection[str] | None = None) -> Iterator[Findable]:
    since = plan_public_since(session, here.procedure.pk)
    if since is None:
        return
    for item in list_items(session, here.procedure.pk):
        yield Findable(
            ref=item.public_id,
            title=f"{item.code} {item.title}",
            text=f"{item.text}\n{item.level.label.capitalize()}, {item.state.label}.".strip(),
            more=f"{item.owner} {item.sector}",
            address=public_address(here, item_page(item.public_id)),
            day=from_day(since),
        )


FINDERS = (
    Finder(
        "plan",
        "Voci del piano",
        _items,
        events=dict.fromkeys(
            (PlanPublished, PlanImported, PlanImportUndone, PlanItemChanged, PhaseEntered),
            everything,
        ),
    ),
)
