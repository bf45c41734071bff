"""What the pages show, as plain frozen rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from app.core.clock import legal_now
from app.core.i18n import instant_words
from app.people.ets.models import Ets
from app.steps.avvisi.definition import FURTHER_DELEGATES
from app.steps.calendar.enums import MeetingKind
from app.steps.calendar.models import Meeting, MeetingSession
from app.steps.laboratories.enums import AttendanceStatus, VerbaleState
from app.steps.laboratories.forms import PEOPLE
from app.steps.laboratories.models import Attendance, Seat
from app.steps.laboratories.queries import (
    ConvenedAddress,
    DelegatesChange,
    SeatRow,
    VerbaleRow,
    list_delegate_changes,
    most_delegates,
)
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


_PLACES = (
    ("delegate_b", "Seconda persona delegata"),
    ("delegate_c", "Terza persona delegata"),
    ("delegate_d", "Quarta persona delegata"),
    ("delegate_e", "Quinta persona delegata"),
)
_WHO = {**dict(_PLACES), "delegate": "Persona delegata", "substitute": "Persona sostituta"}


@dataclass(frozen=True, slots=True)
class DelegatesView:
    """What the page of a seat's people shows beside its form.

    `further` are the delegates after the first that may be named: how their fields begin, and
    what they are called. `changes` are lines of the history, the newest first.
    """

    further: tuple[tuple[str, str], ...]
    changes: tuple[str, ...]


def delegate_values(seat: Seat) -> dict[str, str]:
    """What the form of a seat's people begins with."""
    plain = {name: getattr(seat, name) for name in PEOPLE}
    pairs = zip(FURTHER_DELEGATES, seat.more_delegates, strict=False)
    more = {f"{who}_{what}": text for who, person in pairs for what, text in person.items()}
    return {**plain, **more}


def delegates_view(session: Session, seat: Seat) -> DelegatesView:
    """Who may be named at a seat, and when its people changed."""
    return DelegatesView(
        further=_PLACES[: most_delegates(session, seat) - 1],
        changes=tuple(_told(change) for change in list_delegate_changes(session, seat)),
    )


def _told(change: DelegatesChange) -> str:
    """`10/03/2027, ore 16:00:00: Persona sostituta (Ada Esempio)`."""
    kinds = (name if name in _WHO else name.split("_")[0] for name in change.changed)
    people = ", ".join(dict.fromkeys(_WHO[kind] for kind in kinds))
    by = f" ({change.by})" if change.by else ""
    return f"{instant_words(change.at)}: {people}{by}"
