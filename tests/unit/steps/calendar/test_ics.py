"""Calendar files are right across the change of hour, and say when they are a demonstration."""

from datetime import UTC, datetime
from typing import Any

from icalendar import Calendar

from app.people.authorities.enums import AuthorityKind
from app.people.authorities.models import Authority
from app.steps.calendar.enums import MeetingKind
from app.steps.calendar.ics import Origin, write_calendar
from app.steps.calendar.models import Meeting
from app.steps.procedures.models import Procedure
from app.steps.procedures.queries import Here

HERE = Here(
    Authority(slug="zona", name="Zona", kind=AuthorityKind.CONVENTION),
    Procedure(authority_id=1, slug="pis", title="Piano"),
)


def written(starts: datetime, ends: datetime, *, demo: bool = False) -> str:
    meeting = Meeting(
        procedure_id=1,
        authority_id=1,
        kind=MeetingKind.INFORMATION,
        title="Incontro; con, segni\ne righe",
        starts_at=starts,
        ends_at=ends,
    )
    return write_calendar(HERE, [meeting], Origin("https://esempio.it", demo))


def _first(text: str, kind: str) -> Any:
    return Calendar.from_ical(text).walk(kind)[0]


def test_winter_and_summer_hours() -> None:
    winter = written(datetime(2027, 1, 8, 16, tzinfo=UTC), datetime(2027, 1, 8, 18, tzinfo=UTC))
    summer = written(datetime(2027, 6, 8, 15, tzinfo=UTC), datetime(2027, 6, 8, 17, tzinfo=UTC))
    assert "DTSTART;TZID=Europe/Rome:20270108T170000" in winter
    assert "DTSTART;TZID=Europe/Rome:20270608T170000" in summer


def test_the_file_carries_the_rule_of_summer_time() -> None:
    text = written(datetime(2027, 1, 8, 16, tzinfo=UTC), datetime(2027, 1, 8, 18, tzinfo=UTC))
    zone = _first(text, "VTIMEZONE").to_tz()
    for day, hours in ((datetime(2027, 3, 28, 12), 2), (datetime(2027, 10, 31, 12), 1)):  # noqa: DTZ001
        offset = day.replace(tzinfo=zone).utcoffset()
        assert offset is not None
        assert offset.total_seconds() == hours * 3600


def test_what_was_typed_comes_back_whole() -> None:
    text = written(datetime(2027, 1, 8, 16, tzinfo=UTC), datetime(2027, 1, 8, 18, tzinfo=UTC))
    event = _first(text, "VEVENT")
    assert event["summary"] == "Incontro; con, segni\ne righe"
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_a_demonstration_says_so_in_every_event() -> None:
    text = written(
        datetime(2027, 1, 8, 16, tzinfo=UTC), datetime(2027, 1, 8, 18, tzinfo=UTC), demo=True
    )
    assert _first(text, "VEVENT")["description"].startswith("DIMOSTRAZIONE")
