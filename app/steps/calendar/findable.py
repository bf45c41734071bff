"""What can be found of the calendar: the meetings, cancelled ones as such."""

from collections.abc import Collection, Iterator

from sqlmodel import Session

from app.core.findable import Findable, Finder, everything, from_day
from app.core.i18n import date_words, time_words
from app.core.text import sentence
from app.law.phases import Phase
from app.steps.calendar.events import MeetingAdded, MeetingCancelled, MeetingEdited
from app.steps.calendar.queries import list_meetings
from app.steps.procedures.events import PhaseEntered
from app.steps.procedures.navigation import public_address
from app.steps.procedures.queries import Here


def _meetings(
    session: Session, here: Here, refs: Collection[str] | None = None
) -> Iterator[Findable]:
    if here.procedure.phase is Phase.DRAFT:
        return
    for meeting in list_meetings(session, here.procedure.pk):
        place = ", ".join(part for part in (meeting.place_name, meeting.address) if part)
        when = sentence(date_words(meeting.starts_at))
        yield Findable(
            ref=meeting.public_id,
            title=f"{'Annullato: ' if meeting.cancelled_at else ''}{meeting.title}",
            text=f"{when}, alle {time_words(meeting.starts_at)}. {place}".strip(),
            more=meeting.kind.label,
            address=public_address(here, f"/calendario/{meeting.public_id}"),
            day=from_day(meeting.starts_at),
        )


FINDERS = (
    Finder(
        "meeting",
        "Incontri",
        _meetings,
        events=dict.fromkeys(
            (MeetingAdded, MeetingEdited, MeetingCancelled, PhaseEntered), everything
        ),
    ),
)
