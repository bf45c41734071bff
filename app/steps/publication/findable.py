"""What can be found of the slots of publication: the files; pages are found as such."""

from collections.abc import Collection, Iterator

from sqlmodel import Session

from app.core.findable import Findable, Finder, everything
from app.law.phases import Phase
from app.steps.procedures.navigation import public_address
from app.steps.procedures.queries import Here, list_acts
from app.steps.publication.events import DocumentChanged, DocumentPublished, DocumentWithdrawn
from app.steps.publication.queries import list_entries
from app.steps.publication.views import slot_named


def _documents(
    session: Session, here: Here, refs: Collection[str] | None = None
) -> Iterator[Findable]:
    if here.procedure.phase is Phase.DRAFT:
        return
    acts = {act.file_id for act, _ in list_acts(session, here.procedure.pk)}
    for entry, file in list_entries(session, here.procedure.pk):
        if file is None or entry.withdrawn_on is not None or entry.file_id in acts:
            continue
        slot = slot_named(entry.slot)
        yield Findable(
            ref=entry.public_id,
            title=entry.title,
            text=f"Pubblicato in «{slot.title}».",
            address=public_address(here, f"/documenti#c-{slot.number}"),
            day=entry.published_on,
        )


FINDERS = (
    Finder(
        "document",
        "Documenti",
        _documents,
        events=dict.fromkeys((DocumentPublished, DocumentChanged, DocumentWithdrawn), everything),
    ),
)
