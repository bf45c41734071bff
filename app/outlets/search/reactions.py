"""What a room declared to change what can be found is looked at before the work ends."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from app.core.events import INSTALLATION, Event, Reaction
from app.core.findable import Touched
from app.outlets.retention.events import DataRemoved
from app.outlets.search.actions import forget_case, note_body, note_change
from app.outlets.search.finders import FINDERS
from app.people.ets.events import BodyEdited
from app.steps.publication.events import DocumentWithdrawn
from app.steps.reports.actions.conclude import SLOT


def _noting(kind: str, touched: Touched) -> Reaction:
    def react(session: Session, event: Any) -> None:
        note_change(session, event.procedure_id, kind, touched(event))

    return react


def _removed(session: Session, event: DataRemoved) -> None:
    if event.chain != INSTALLATION:
        forget_case(session, event.chain)


def _withdrawn(session: Session, event: DocumentWithdrawn) -> None:
    """A report that is read no more stands in a file: it is not looked at, but forgotten."""
    if event.slot == SLOT:
        forget_case(session, event.chain, ("report",))


def _renamed(session: Session, event: BodyEdited) -> None:
    if "name" in event.changed:
        note_body(session, event.ets_id)


def _reactions() -> Mapping[type[Event], tuple[Reaction, ...]]:
    found: dict[type[Event], list[Reaction]] = defaultdict(list)
    for kind, finder in FINDERS.items():
        for event, touched in finder.events.items():
            found[event].append(_noting(kind, touched))
    found[DataRemoved].append(_removed)
    found[DocumentWithdrawn].append(_withdrawn)
    found[BodyEdited].append(_renamed)
    return {event: tuple(reactions) for event, reactions in found.items()}


REACTIONS = _reactions()
