"""What the pages show, as plain frozen rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.core.clock import legal_now
from app.people.ets.models import Ets
from app.steps.calendar.enums import MeetingKind
from app.steps.calendar.models import Meeting, MeetingSession
from app.steps.laboratories.enums import AttendanceStatus, VerbaleState
from app.steps.laboratories.models import Attendance
from app.steps.laboratories.queries import ConvenedAddress, SeatRow, VerbaleRow
from app.steps.laboratories.recipients import recipients_of, seats_in

VERBALE_TONES = {
    VerbaleState.DRAFT: "warning",
    VerbaleState.APPROVED: "info",
    VerbaleState.PUBLISHED: "success",
}


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session in the office's list, with its verbale where it was begun."""

    public_id: str
    title: str
    starts_at: datetime
    ends_at: datetime
    room: str
    begun: bool
    verbale: VerbaleRow | None

    @property
    def chip(self) -> tuple[str, str]:
        """Word and tone of how its verbale stands."""
        if self.verbale is None:
            return ("verbale da scrivere", "danger") if self.begun else ("da tenere", "neutral")
        return f"verbale: {self.verbale.state.label}", VERBALE_TONES[self.verbale.state]


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting to convene: who was written to, and how many addresses were not yet."""

    meeting: Meeting
    sessions: tuple[SessionView, ...]
    convened: tuple[ConvenedAddress, ...]
    to_write: int
    without_address: tuple[str, ...]
    over: bool


def meeting_views(
    meetings: Iterable[Meeting],
    sessions: Sequence[MeetingSession],
    seats: Sequence[SeatRow],
    convened: Sequence[ConvenedAddress],
    verbali: Sequence[VerbaleRow],
) -> list[MeetingView]:
    """The meetings of the participants, without those of the working team."""
    minuted = {row.session_id: row for row in verbali}
    return [
        _meeting_view(
            meeting,
            [held for held in sessions if held.meeting_id == meeting.id],
            seats,
            tuple(row for row in convened if row.meeting_id == meeting.id),
            minuted,
        )
        for meeting in meetings
        if meeting.kind is not MeetingKind.TEAM
    ]


def _meeting_view(
    meeting: Meeting,
    sessions: Sequence[MeetingSession],
    seats: Sequence[SeatRow],
    convened: tuple[ConvenedAddress, ...],
    minuted: dict[int, VerbaleRow],
) -> MeetingView:
    concerned = seats_in(seats, sessions)
    reached = {row.recipient for row in convened}
    wanted = {to.address for to in recipients_of(concerned)}
    mute = dict.fromkeys(seat.ets_name for seat in concerned if not seat.addresses)
    return MeetingView(
        meeting=meeting,
        sessions=tuple(_session_view(held, minuted.get(held.pk)) for held in sessions),
        convened=convened,
        to_write=len(wanted - reached),
        without_address=tuple(mute),
        over=meeting.ends_at <= legal_now(),
    )


def _session_view(held: MeetingSession, verbale: VerbaleRow | None) -> SessionView:
    return SessionView(
        public_id=held.public_id,
        title=held.title,
        starts_at=held.starts_at,
        ends_at=held.ends_at,
        room=held.room,
        begun=held.starts_at <= legal_now(),
        verbale=verbale,
    )


@dataclass(frozen=True, slots=True)
class PersonView:
    """One person at the door; `status` is None until something is written."""

    name: str
    role: str
    status: AttendanceStatus | None
    in_at: datetime | None = None
    out_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class BodyView:
    public_id: str
    name: str
    with_reservation: bool
    people: tuple[PersonView, ...]


def attendance_views(
    seats: Iterable[SeatRow], rows: Iterable[tuple[Attendance, Ets]]
) -> list[BodyView]:
    """Who is expected and who came, by body's name; the unexpected after the expected."""
    bodies: dict[str, tuple[str, bool, dict[str, PersonView]]] = {}
    for seat in seats:
        people = bodies.setdefault(seat.ets_public_id, _no_one(seat.ets_name, seat))[2]
        sent = [(name, "delegato") for name in seat.delegates]
        for name, role in (*sent, (seat.substitute_name, "sostituto")):
            if name:
                people.setdefault(name, PersonView(name, role, None))
    for row, ets in rows:
        people = bodies.setdefault(ets.public_id, _no_one(ets.name, None))[2]
        known = people.get(row.person_name)
        role = known.role if known else "non previsto"
        people[row.person_name] = PersonView(
            row.person_name, role, row.status, row.in_at, row.out_at
        )
    return [
        BodyView(ref, name, reserved, tuple(people.values()))
        for ref, (name, reserved, people) in sorted(
            bodies.items(), key=lambda item: item[1][0].casefold()
        )
    ]


def _no_one(name: str, seat: SeatRow | None) -> tuple[str, bool, dict[str, PersonView]]:
    return name, bool(seat and seat.with_reservation), {}
