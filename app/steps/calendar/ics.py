"""Calendar files (RFC 5545). Hours are written in Europe/Rome, with the rule of its summer time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from icalendar import (
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vRecur,
)

from app.core.clock import in_rome
from app.core.text import DEMO_WORDS
from app.steps.calendar.models import Meeting
from app.steps.procedures.queries import Here

MEDIA_TYPE = "text/calendar; charset=utf-8"
_WINTER, _SUMMER = timedelta(hours=1), timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the file comes from; `demo` puts a warning into every event."""

    base_url: str
    demo: bool


def write_calendar(here: Here, meetings: Iterable[Meeting], origin: Origin) -> str:
    """The meetings of a procedure as an iCalendar text, cancelled ones marked so."""
    calendar = Calendar()
    calendar.add("prodid", "-//Coprogramma//Calendario//IT")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", f"{here.procedure.title} - {here.authority.name}")
    calendar.add("x-wr-timezone", "Europe/Rome")
    calendar.add_component(_rome())
    for meeting in meetings:
        calendar.add_component(_event(here, meeting, origin))
    text: str = calendar.to_ical().decode()
    return text


def _event(here: Here, meeting: Meeting, origin: Origin) -> Event:
    address = f"{origin.base_url}/{here.scope}/calendario/{meeting.public_id}"
    event = Event()
    event.add("uid", f"{meeting.public_id}@{urlsplit(origin.base_url).hostname}")
    event.add("dtstamp", meeting.changed_at)
    event.add("last-modified", meeting.changed_at)
    event.add("sequence", meeting.edition)
    event.add("dtstart", in_rome(meeting.starts_at))
    event.add("dtend", in_rome(meeting.ends_at))
    event.add("summary", ": ".join(word for word in (meeting.code, meeting.title) if word))
    place = ", ".join(word for word in (meeting.place_name, meeting.address) if word)
    if place:
        event.add("location", place)
    event.add("description", _description(here, meeting, address, demo=origin.demo))
    event.add("url", address)
    event.add("status", "CANCELLED" if meeting.cancelled_at else "CONFIRMED")
    return event


def _description(here: Here, meeting: Meeting, address: str, *, demo: bool) -> str:
    parts = [f"{here.procedure.title}. {meeting.kind.label.capitalize()}."]
    if meeting.cancelled_at:
        parts.append(f"Annullato: {meeting.cancelled_reason}")
    parts.append("Aperto a chiunque." if meeting.public else "Su invito.")
    if meeting.access_note:
        parts.append(meeting.access_note)
    parts.append(address)
    return (f"{DEMO_WORDS}\n\n" if demo else "") + "\n".join(parts)


def _rome() -> Timezone:
    """The rule of the European Union, in force in Italy since 1996 (directive 2000/84/EC)."""
    zone = Timezone()
    zone.add("tzid", "Europe/Rome")
    summer, winter = TimezoneDaylight(), TimezoneStandard()
    for part, name, start, before, after, month in (
        (summer, "CEST", datetime(1996, 3, 31, 2), _WINTER, _SUMMER, 3),  # noqa: DTZ001  wall time
        (winter, "CET", datetime(1996, 10, 27, 3), _SUMMER, _WINTER, 10),  # noqa: DTZ001
    ):
        part.add("tzname", name)
        part.add("dtstart", start)
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("rrule", vRecur({"freq": "YEARLY", "bymonth": month, "byday": "-1SU"}))
        zone.add_component(part)
    return zone
